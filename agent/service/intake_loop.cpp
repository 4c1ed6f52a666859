#include "agent/service/intake_loop.h"

#include <algorithm>

#include <fmt/format.h>

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

/// The work of the loop with one set of equipment.
class Shift {
 public:
  Shift(const Loop& loop, const Equipment& equipment, MissedRuns& missed, Wake& dispatch)
      : loop_(loop),
        equipment_(equipment),
        missed_(missed),
        dispatch_(dispatch),
        progress_(loop.vitals) {}

  /// Works until it is to renew or to stop, and says which.
  Woken work(FirstRun first) {
    Woken woken = first == FirstRun::now ? Woken::by_time : wait_until_due(std::nullopt);
    while (woken == Woken::by_time) woken = wait_until_due(take_in());
    return woken;
  }

 private:
  /// Gives the moment before which there is no other run. A run that failed or is held is in the
  /// log and in the ledger already; the next one starts anew.
  std::optional<Instant> take_in() {
    loop_.vitals.says("a run is under way");
    missed_.begin();
    const auto& plan = *equipment_.plan;
    flow::IntakeParts parts =
        plan.intake_parts(plan.build_parts(*equipment_.source, loop_.clock, loop_.log, progress_),
                          equipment_.intake_ledger);
    parts.build.stop = loop_.wake.stop_token();
    const auto run = flow::take_in(parts);
    if (run && !run->held()) dispatch_.nudge();
    loop_.seal(equipment_.intake_ledger, equipment_.sealer);
    return run ? std::nullopt : std::optional(loop_.clock.now() + kTryAgain);
  }

  /// by_time when a run is due.
  Woken wait_until_due(std::optional<Instant> not_before) {
    while (true) {
      const Instant now = loop_.clock.now();
      // Also on a clock that was set back meanwhile.
      if (not_before) not_before = std::min(*not_before, now + kTryAgain);
      auto next = next_run();
      if (!next) loop_.log.error(events::kScheduleFailed, describe(next.error()));
      missed_.look(next ? *next : std::nullopt, now, grace());
      milliseconds wait = kGlance;
      if (next && *next) {
        const Instant begins = std::max(**next, not_before.value_or(now));
        loop_.vitals.says(fmt::format("next run {}", rfc3339(begins)));
        wait = std::min(wait, begins - now);
      }
      if (wait <= milliseconds(0)) return Woken::by_time;
      loop_.vitals.rest(wait);
      const Woken woken = loop_.wake.sleep(wait);
      loop_.vitals.beat();
      if (woken == Woken::to_renew || woken == Woken::to_stop) return woken;
    }
  }

  [[nodiscard]] minutes grace() const {
    return minutes(equipment_.plan->settings().monitoring.alarms.missed_minutes);
  }

  /// When the next run begins, as the ledger and the schedule have it; nothing when never.
  Result<std::optional<Instant>> next_run() {
    const auto& settings = equipment_.plan->settings();
    TRY_ASSIGN(const auto held, ledger::standing_hold(equipment_.intake_ledger));
    if (held && held->approved(settings.brake.approvals)) return std::optional(loop_.clock.now());
    TRY_ASSIGN(const auto last, ledger::last_begun(equipment_.intake_ledger));
    return settings.rota->next_run(last, loop_.clock.now());
  }

  const Loop& loop_;
  const Equipment& equipment_;
  MissedRuns& missed_;
  Wake& dispatch_;
  BeatingProgress progress_;
};

}  // namespace

void intake_loop(const Loop& loop, FirstRun first, Wake& dispatch) {
  MissedRuns missed(loop.log);
  Woken woken = Woken::to_renew;
  while (woken != Woken::to_stop) {
    const auto equipment = loop.bench.newest();
    woken = Shift(loop, *equipment, missed, dispatch).work(first);
    first = FirstRun::when_due;
  }
}

}  // namespace dataflow::service
