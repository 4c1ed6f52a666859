#include "agent/service/dispatch_loop.h"

#include <random>

#include "agent/flow/backoff.h"
#include "agent/flow/dispatch.h"

namespace dataflow::service {

namespace {

constexpr std::chrono::minutes kRest{15};  // when nothing waits; a run that finds something nudges

/// What the loop is seen to do until it looks again.
std::string outlook(const Result<flow::DispatchEnd>& end) {
  if (!end) return "the ledger cannot be used";
  if (!end->error) return "nothing waits";
  return end->error->remedy == Remedy::stop ? "waits for a person: see the log"
                                            : "the endpoint is left alone for a while";
}

Result<flow::DispatchEnd> deliver(const Loop& loop, const Equipment& equipment) {
  loop.vitals.says("delivering");
  BeatingProgress progress(loop.vitals);
  flow::DispatchParts parts = equipment.plan->dispatch_parts(
      equipment.dispatch_ledger, *equipment.endpoint, loop.clock, loop.log, progress);
  parts.stop = loop.wake.leave_token();
  auto end = flow::dispatch(parts);
  if (!end) loop.log.error(events::kDispatchFailed, describe(end.error()));
  loop.seal(equipment.dispatch_ledger, equipment.sealer);
  return end;
}

/// Sleeps as long as what came of the last dispatch asks for.
Woken pause(const Loop& loop, const Result<flow::DispatchEnd>& end, flow::Backoff& backoff) {
  loop.vitals.says(outlook(end));
  if (end && !end->error) {
    backoff.after_success();
    loop.vitals.rest(kRest);
    return loop.wake.sleep(kRest);
  }
  const bool for_a_person = end && end->error->remedy == Remedy::stop;
  const auto time = for_a_person ? backoff.after_stop()
                                 : backoff.after_failure(end ? end->retry_after : std::nullopt);
  loop.vitals.rest(time);
  return loop.wake.rest(time);
}

}  // namespace

void dispatch_loop(const Loop& loop) {
  flow::Backoff backoff(std::random_device{}());
  auto equipment = loop.bench.newest();
  while (true) {
    const auto end = deliver(loop, *equipment);
    const Woken woken = pause(loop, end, backoff);
    loop.vitals.beat();
    if (woken == Woken::to_stop) return;
    if (woken == Woken::to_renew) equipment = loop.bench.newest();
  }
}

}  // namespace dataflow::service
