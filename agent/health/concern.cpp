#include "agent/health/concern.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace dataflow::health {

namespace {

using std::chrono::hours;

/// What a judge says of its concern, whose name stands in kJudges.
struct Verdict {
  Level level = Level::warning;
  std::string says;
  std::string hint;
};
using Perhaps = std::optional<Verdict>;

constexpr std::chrono::minutes kSilence{5};  ///< the service writes its heartbeat every minute
constexpr hours kUnsealed{96};               ///< each run seals the trail; some rest at weekends

std::int64_t hours_since(Instant then, Instant now) {
  return std::chrono::duration_cast<hours>(now - then).count();
}

/// Zero never is.
bool is_older(const std::optional<Instant>& then, Instant now, std::int64_t most_hours) {
  return then && most_hours > 0 && now - *then > hours(most_hours);
}

Perhaps schedule_missed(const Health& health, const AlarmLimits& limits) {
  if (!health.runs.missed) return std::nullopt;
  return Verdict{Level::critical,
                 fmt::format("The run that was due at {} has not begun {} minutes later.",
                             rfc3339(*health.runs.missed), limits.missed_minutes),
                 "See whether the service runs, and what its log says."};
}

Perhaps run_failed(const Health& health, const AlarmLimits&) {
  constexpr std::int64_t kTolerated = 1;  // it is tried again after a quarter of an hour
  if (health.runs.failed_in_a_row <= kTolerated) return std::nullopt;
  return Verdict{
      Level::critical,
      fmt::format("The newest {} runs failed, one after the other.", health.runs.failed_in_a_row),
      "'dataflow-agent status' says why."};
}

Perhaps run_long(const Health& health, const AlarmLimits&) {
  const auto& newest = health.runs.newest;
  if (!newest || newest->state != "reading") return std::nullopt;
  if (!is_older(parse_rfc3339(newest->started_at), health.at, kLongestRun.count())) {
    return std::nullopt;
  }
  return Verdict{
      Level::warning,
      fmt::format("Run {} has been reading the source since {}.", newest->id, newest->started_at),
      "See whether the service still runs, and whether the source answers."};
}

Perhaps source_waits(const Health& health, const AlarmLimits& limits) {
  const auto& runs = health.runs;
  if (!runs.newest || runs.newest->state != "waiting") return std::nullopt;
  const auto since = runs.last_effect ? runs.last_effect : runs.first;
  if (!is_older(since, health.at, limits.waiting_hours)) return std::nullopt;
  return Verdict{
      Level::warning,
      fmt::format("The source has not been ready for any run since {}.", rfc3339(*since)),
      "'dataflow-agent status' says what the runs wait for."};
}

Perhaps brake_holds(const Health& health, const AlarmLimits&) {
  if (!health.held_run || health.approved) return std::nullopt;
  return Verdict{
      Level::warning,
      fmt::format("The brake holds run {}: nothing new is delivered.", health.held_run->run.id),
      "'dataflow-agent status' says why, and how to decide."};
}

Perhaps balance_remainder(const Health& health, const AlarmLimits&) {
  const auto remainder = health.balance ? health.balance->remainder() : 0;
  if (remainder == 0) return std::nullopt;
  return Verdict{
      Level::critical,
      fmt::format("The balance has a remainder of {}: persons are unaccounted for.", remainder),
      "Keep a copy by 'dataflow-agent backup', and report it as a fault of the agent."};
}

/// A source that never changes is as suspicious as an endpoint that never takes anything.
Perhaps acceptance_old(const Health& health, const AlarmLimits& limits) {
  const auto& accepted = health.deliveries.accepted_at;
  const auto& since = accepted ? accepted : health.queue.oldest;
  if (!is_older(since, health.at, limits.acceptance_days * 24)) return std::nullopt;
  const bool waits = health.queue.waiting > 0;
  return Verdict{waits ? Level::critical : Level::warning,
                 fmt::format("The endpoint has accepted nothing since {}, and {}.", rfc3339(*since),
                             waits ? "children wait" : "nothing waits"),
                 waits ? "'dataflow-agent doctor' checks the way to the endpoint."
                       : "See whether the source is still refreshed."};
}

Perhaps waiting_old(const Health& health, const AlarmLimits& limits) {
  const auto& queue = health.queue;
  if (!is_older(queue.oldest, health.at, limits.waiting_hours)) return std::nullopt;
  return Verdict{Level::warning,
                 fmt::format("{} wait to be delivered, the first for {} hours.", queue.waiting,
                             hours_since(*queue.oldest, health.at)),
                 "'dataflow-agent doctor' checks the way to the endpoint."};
}

Perhaps held_many(const Health& health, const AlarmLimits& limits) {
  if (!health.balance || limits.held_percent == 0) return std::nullopt;
  const auto& balance = *health.balance;
  const auto in_scope = balance.accepted + balance.waiting + balance.held;
  if (balance.held * 100 <= in_scope * limits.held_percent) return std::nullopt;
  return Verdict{Level::warning,
                 fmt::format("{} of {} children in scope are held.", balance.held, in_scope),
                 "'dataflow-agent findings' says by which rules."};
}

Perhaps endpoint_refuses(const Health& health, const AlarmLimits&) {
  const auto& newest = health.deliveries.newest;
  const bool failed = newest && (newest->outcome == "refused" || newest->outcome == "not sent" ||
                                 newest->outcome == "unknown");
  if (!failed || health.queue.waiting == 0) return std::nullopt;
  return Verdict{
      Level::warning,
      fmt::format("The newest delivery, of {}, is {}{}.", newest->created_at, newest->outcome,
                  newest->status == 0 ? "" : fmt::format(" (HTTP status {})", newest->status)),
      "The agent tries again; 'dataflow-agent doctor' checks the way to the endpoint."};
}

Perhaps disk_low(const Health& health, const AlarmLimits&) {
  if (health.disk.state == ledger::DiskState::enough) return std::nullopt;
  const bool stopped = health.disk.state == ledger::DiskState::stopped;
  return Verdict{stopped ? Level::critical : Level::warning,
                 fmt::format("The ledger's disk has {} MB left: {}.", health.disk.free,
                             stopped ? "nothing is read or delivered" : "the source is not read"),
                 "Free some space; the agent goes on by itself."};
}

Perhaps audit_unsealed(const Health& health, const AlarmLimits&) {
  if (!is_older(health.unsealed_since, health.at, kUnsealed.count())) return std::nullopt;
  return Verdict{
      Level::warning,
      fmt::format("The audit trail has not been sealed since {}.", rfc3339(*health.unsealed_since)),
      "See what the log says of audit.not_sealed; the next run seals it."};
}

Perhaps service_silent(const Health& health, const AlarmLimits&) {
  if (!health.pulse) return std::nullopt;
  const auto& [at, stopped] = *health.pulse;
  if (at && !stopped && health.at - *at <= kSilence) return std::nullopt;
  return Verdict{Level::critical,
                 !at       ? std::string("The service has left no heartbeat.")
                 : stopped ? fmt::format("The service was stopped at {}.", rfc3339(*at))
                           : fmt::format("The service's last heartbeat was at {}.", rfc3339(*at)),
                 "Start the service; its log says why it ended."};
}

struct Judge {
  const char* name;  ///< of the concern
  Perhaps (*judge)(const Health& health, const AlarmLimits& limits);
};

/// Of those of one level, the first is told first.
constexpr std::array kJudges = {Judge{"schedule.missed", schedule_missed},
                                Judge{"run.failed", run_failed},
                                Judge{"run.long", run_long},
                                Judge{"source.waits", source_waits},
                                Judge{"brake.holds", brake_holds},
                                Judge{"acceptance.old", acceptance_old},
                                Judge{"waiting.old", waiting_old},
                                Judge{"held.many", held_many},
                                Judge{"balance.remainder", balance_remainder},
                                Judge{"disk.low", disk_low},
                                Judge{"audit.unsealed", audit_unsealed},
                                Judge{"service.silent", service_silent},
                                Judge{"endpoint.refuses", endpoint_refuses}};

std::vector<std::string> sorted_names() {
  std::vector<std::string> names;
  names.reserve(kJudges.size());
  for (const auto& judge : kJudges) names.emplace_back(judge.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::string_view name_of(Level level) {
  return level == Level::critical ? "critical" : "warning";
}

std::vector<Concern> judge(const Health& health, const AlarmLimits& limits) {
  std::vector<Concern> concerns;
  for (const auto& [name, judge] : kJudges) {
    if (auto verdict = judge(health, limits)) {
      concerns.push_back(
          {name, verdict->level, std::move(verdict->says), std::move(verdict->hint)});
    }
  }
  std::stable_sort(concerns.begin(), concerns.end(),
                   [](const Concern& a, const Concern& b) { return a.level > b.level; });
  return concerns;
}

const std::vector<std::string>& concern_names() {
  static const std::vector<std::string> names = sorted_names();
  return names;
}

}  // namespace dataflow::health
