#include "agent/service/host.h"

#include <csignal>
#include <random>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "agent/flow/backoff.h"
#include "agent/flow/dispatch.h"
#include "agent/service/heartbeat.h"
#include "agent/service/intake_loop.h"
#include "agent/service/metrics_server.h"

namespace dataflow::service {

namespace {

constexpr std::chrono::minutes kRest{15};  // when nothing waits; a run that finds something nudges

void dispatch_loop(const Loop& loop, const delivery::Endpoint& endpoint, Wake& mine) {
  NoProgress progress;
  flow::DispatchParts parts =
      loop.plan.dispatch_parts(loop.ledger, endpoint, loop.clock, loop.log, progress);
  parts.stop = mine.stop_token();
  flow::Backoff backoff(std::random_device{}());
  Woken woken = Woken::by_time;
  while (woken != Woken::to_stop) {
    const auto end = flow::dispatch(parts);
    if (!end) loop.log.error("dispatch.failed", describe(end.error()));
    loop.seal();
    loop.changed();
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

/// When runs begin, in words.
std::string timetable(const settings::Settings& settings) {
  const auto& [schedule, delay] = *settings.rota;
  return fmt::format(
      "The agent reads the source by the schedule '{}' in {}, {} seconds after each "
      "time of it.",
      schedule.text(), schedule.zone().name(), delay.count());
}

}  // namespace

Result<void> host(const app::Plan& plan, FirstRun first, Clock& clock, Log& log) {
  TRY_ASSIGN(auto source, plan.open_source());
  TRY_ASSIGN(auto endpoint, plan.open_endpoint(clock));
  TRY_ASSIGN(const auto sealer, plan.open_sealer());
  TRY_ASSIGN(auto intake_ledger, plan.open_ledger());
  TRY_ASSIGN(auto dispatch_ledger, plan.open_ledger());
  Wake wake_intake;
  Wake wake_dispatch;
  Wake wake_heartbeat;
  const auto beat = [&] { wake_heartbeat.nudge(); };
  Loop intake{plan, clock, log, std::move(intake_ledger), sealer, beat};
  Loop dispatch{plan, clock, log, std::move(dispatch_ledger), sealer, beat};

  boost::asio::io_context io;
  const auto metrics = serve_metrics(plan.settings(), io, clock, log);
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code&, int) {
    log.info("service.stopping",
             "A signal asked the agent to stop; it finishes what is under way.");
    wake_intake.stop();
    wake_dispatch.stop();
    wake_heartbeat.stop();
    if (metrics) metrics->stop();
  });
  log.info("service.started", timetable(plan.settings()));
  {
    const std::jthread intake_thread(
        [&] { intake_loop(intake, *source, first, wake_intake, wake_dispatch); });
    const std::jthread dispatch_thread([&] { dispatch_loop(dispatch, *endpoint, wake_dispatch); });
    const std::jthread heartbeat_thread(
        [&] { heartbeat_loop(plan.settings(), clock, log, wake_heartbeat); });
    io.run();
  }
  log.info("service.stopped", "The agent has stopped.");
  return {};
}

}  // namespace dataflow::service
