#include "agent/service/intake_loop.h"

#include <algorithm>

#include "agent/flow/intake.h"
#include "agent/ledger/held_runs.h"
#include "agent/service/missed_runs.h"

namespace dataflow::service {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr minutes kTryAgain{15};  ///< after a run that failed
/// Clocks are set, machines sleep, people approve: so often the loop looks up.
constexpr milliseconds kGlance = minutes(1);

/// When the next run begins, as the ledger and the schedule have it; nothing when never.
Result<std::optional<Instant>> next_run(const Loop& loop) {
  const auto& settings = loop.plan.settings();
  TRY_ASSIGN(const auto held, ledger::standing_hold(loop.ledger));
  if (held && held->approved(settings.brake.approvals)) return std::optional(loop.clock.now());
  TRY_ASSIGN(const auto last, ledger::last_begun(loop.ledger));
  return settings.rota->next_run(last, loop.clock.now());
}

/// False when the program is to stop.
bool wait_until_due(const Loop& loop, Wake& mine, MissedRuns& missed,
                    std::optional<Instant> not_before) {
  while (true) {
    const Instant now = loop.clock.now();
    const auto next = next_run(loop);
    if (!next) loop.log.error("schedule.failed", describe(next.error()));
    missed.look(next ? *next : std::nullopt, now);
    milliseconds wait = kGlance;
    if (next && *next) wait = std::min(wait, std::max(**next, not_before.value_or(now)) - now);
    if (wait <= milliseconds(0)) return true;
    if (mine.sleep(wait) == Woken::to_stop) return false;
  }
}

}  // namespace

void intake_loop(const Loop& loop, connectors::Connector& source, FirstRun first, Wake& mine,
                 Wake& dispatch) {
  NoProgress progress;
  const flow::IntakeParts parts = loop.plan.intake_parts(
      loop.plan.build_parts(source, loop.clock, loop.log, progress), loop.ledger);
  MissedRuns missed(std::chrono::minutes(loop.plan.settings().monitoring.alarms.missed_minutes),
                    loop.log);
  std::optional<Instant> not_before;
  bool due = first == FirstRun::now || wait_until_due(loop, mine, missed, not_before);
  while (due) {
    missed.begin();
    // A failed or held run is in the log and in the ledger already; the next one starts anew.
    const auto run = flow::take_in(parts);
    if (run && !run->held()) dispatch.nudge();
    loop.seal();
    not_before = run ? std::nullopt : std::optional(loop.clock.now() + kTryAgain);
    loop.changed();
    due = wait_until_due(loop, mine, missed, not_before);
  }
}

}  // namespace dataflow::service
