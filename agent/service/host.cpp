#include "agent/service/host.h"

#include <csignal>
#include <random>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "agent/flow/backoff.h"
#include "agent/flow/dispatch.h"
#include "agent/flow/intake.h"
#include "agent/service/wake.h"

namespace dataflow::service {

namespace {

constexpr std::chrono::minutes kRest{15};  // when nothing waits; a run that finds something nudges

/// What a loop needs; the ledger's connection is the loop's own.
struct Loop {
  const app::Plan& plan;
  Clock& clock;
  Log& log;
  ledger::Ledger ledger;
  flow::Sealer sealer;
  NoProgress progress;

  /// A trail that cannot be sealed now is sealed next time, with all that was written since.
  void seal() {
    const auto sealed = flow::seal_trail(ledger, sealer, clock, log);
    if (!sealed) log.error("audit.not_sealed", describe(sealed.error()));
  }
};

void intake_loop(Loop& loop, connectors::Connector& source, Wake& mine, Wake& dispatch) {
  const flow::IntakeParts parts = loop.plan.intake_parts(
      loop.plan.build_parts(source, loop.clock, loop.log, loop.progress), loop.ledger);
  do {
    // A failed or held run is in the log and in the ledger already; the next one starts anew.
    if (const auto run = flow::take_in(parts); run && !run->held()) dispatch.nudge();
    loop.seal();
  } while (mine.sleep(loop.plan.settings().every) != Woken::to_stop);
}

void dispatch_loop(Loop& loop, const delivery::Endpoint& endpoint, Wake& mine) {
  flow::DispatchParts parts =
      loop.plan.dispatch_parts(loop.ledger, endpoint, loop.clock, loop.log, loop.progress);
  parts.stop = mine.stop_token();
  flow::Backoff backoff(std::random_device{}());
  Woken woken = Woken::by_time;
  while (woken != Woken::to_stop) {
    const auto end = flow::dispatch(parts);
    if (!end) loop.log.error("dispatch.failed", describe(end.error()));
    loop.seal();
    if (end && !end->error) {
      backoff.after_success();
      woken = mine.sleep(kRest);
    } else {  // an endpoint in trouble is left alone, whatever new waits meanwhile
      const bool for_a_person = end && end->error->remedy == Remedy::stop;
      woken =
          mine.rest(for_a_person ? backoff.after_stop()
                                 : backoff.after_failure(end ? end->retry_after : std::nullopt));
    }
  }
}

}  // namespace

Result<void> host(const app::Plan& plan, Clock& clock, Log& log) {
  TRY_ASSIGN(auto source, plan.open_source());
  TRY_ASSIGN(auto endpoint, plan.open_endpoint(clock));
  TRY_ASSIGN(const auto sealer, plan.open_sealer());
  TRY_ASSIGN(auto intake_ledger, plan.open_ledger());
  TRY_ASSIGN(auto dispatch_ledger, plan.open_ledger());
  Loop intake{plan, clock, log, std::move(intake_ledger), sealer, {}};
  Loop dispatch{plan, clock, log, std::move(dispatch_ledger), sealer, {}};
  Wake wake_intake;
  Wake wake_dispatch;

  boost::asio::io_context io;
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code&, int) {
    log.info("service.stopping",
             "A signal asked the agent to stop; it finishes what is under way.");
    wake_intake.stop();
    wake_dispatch.stop();
  });
  log.info("service.started", fmt::format("The agent reads the source every {} minutes.",
                                          plan.settings().every.count()));
  {
    const std::jthread intake_thread(
        [&] { intake_loop(intake, *source, wake_intake, wake_dispatch); });
    const std::jthread dispatch_thread([&] { dispatch_loop(dispatch, *endpoint, wake_dispatch); });
    io.run();
  }
  log.info("service.stopped", "The agent has stopped.");
  return {};
}

}  // namespace dataflow::service
