#include "agent/flow/brake.h"

#include <algorithm>

#include <fmt/format.h>

namespace dataflow::flow {

namespace {

using ledger::Alarm;

constexpr char kLeaving[] = "leaving";
constexpr char kChurned[] = "churned";
constexpr char kShrunk[] = "shrunk";
constexpr char kChanged[] = "changed";
constexpr char kFlipped[] = "flipped";
constexpr char kFirstSend[] = "first_send";

std::string children(std::int64_t count) {
  return count == 1 ? "1 child" : fmt::format("{} children", count);
}

void first_send(const Effects& effects, const BrakeLimits& limits, std::vector<Alarm>& alarms) {
  if (!effects.first || limits.first_send == BrakeLimits::FirstSend::free) return;
  alarms.push_back({kFirstSend, "", effects.fresh, 0,
                    fmt::format("This is the first run: {} would be sent to the endpoint. Look at "
                                "some with 'preview' before you approve it.",
                                children(effects.fresh))});
}

void leaving(const Effects& effects, const BrakeLimits& limits, std::vector<Alarm>& alarms) {
  const auto leaving = static_cast<std::int64_t>(effects.leaving.size());
  const std::int64_t allowed = limits.leaving.of(effects.known);
  const std::int64_t today = leaving + effects.purged_today;
  if (leaving == 0 || today <= allowed) return;
  std::string says = fmt::format(
      "{} of {} would be deleted at the endpoint, because the source no longer has "
      "them in the cohort; {} in one day may go without approval.",
      leaving, children(effects.known), allowed);
  if (effects.purged_today > 0) says += fmt::format(" {} went today.", effects.purged_today);
  alarms.push_back({kLeaving, "", leaving, allowed, std::move(says)});
}

void churned(const Effects& effects, const BrakeLimits& limits, std::vector<Alarm>& alarms) {
  const std::int64_t allowed = limits.churned.of(effects.known);
  if (effects.churned <= allowed) return;
  alarms.push_back({kChurned, "", effects.churned, allowed,
                    fmt::format("Of {} only identifiers differ, and the rest stands: the source "
                                "seems to have given out new identifiers. {} may without approval.",
                                children(effects.churned), allowed)});
}

void shrunk(const Effects& effects, const BrakeLimits& limits, std::vector<Alarm>& alarms) {
  for (const auto& before : effects.tables_before) {
    const auto now = std::find_if(effects.tables.begin(), effects.tables.end(),
                                  [&](const auto& table) { return table.table == before.table; });
    if (now == effects.tables.end() || before.rows == 0) continue;
    const std::int64_t allowed = limits.shrunk.of(before.rows);
    const std::int64_t lost = before.rows - now->rows;
    if (now->rows > 0 && lost <= allowed) continue;
    std::string says =
        now->rows == 0
            ? fmt::format("The table {} is empty, and had {} rows.", before.table, before.rows)
            : fmt::format("The table {} has {} rows, and had {}; it may lose {} without approval.",
                          before.table, now->rows, before.rows, allowed);
    alarms.push_back({kShrunk, before.table, lost, allowed, std::move(says)});
  }
}

void changed(const Effects& effects, const BrakeLimits& limits, std::vector<Alarm>& alarms) {
  const std::int64_t allowed = limits.changed.of(effects.known);
  if (effects.changed <= allowed) return;
  alarms.push_back({kChanged, "", effects.changed, allowed,
                    fmt::format("The documents of {} of {} differ from those before; {} may "
                                "without approval.",
                                effects.changed, children(effects.known), allowed)});
}

void flipped(const Effects& effects, const BrakeLimits& limits, std::vector<Alarm>& alarms) {
  const std::int64_t allowed = limits.flipped.of(effects.known);
  for (const auto& [field, count] : effects.fields) {
    if (count <= allowed) continue;
    alarms.push_back({kFlipped, field, count, allowed,
                      fmt::format("The field {} differs in the documents of {}; {} may without "
                                  "approval.",
                                  field, children(count), allowed)});
  }
}

/// Children to be purged that nobody has looked at.
std::int64_t new_leavers(const Effects& effects, const ledger::ApprovedScope& approved) {
  return std::count_if(effects.leaving.begin(), effects.leaving.end(),
                       [&](const auto& child) { return approved.leaving.count(child) == 0; });
}

bool covered(const Alarm& alarm, const Effects& effects, const ledger::ApprovedScope& approved,
             const BrakeLimits& limits) {
  const auto found = approved.measures.find({alarm.kind, alarm.subject});
  if (found == approved.measures.end()) return false;
  const std::int64_t drift = limits.leaving.of(effects.known);
  if (alarm.kind == kLeaving) return new_leavers(effects, approved) <= drift;
  return alarm.measure <= found->second + drift;
}

}  // namespace

std::vector<Alarm> alarms_of(const Effects& effects, const BrakeLimits& limits) {
  std::vector<Alarm> alarms;
  for (const auto judge : {first_send, leaving, churned, shrunk, changed, flipped}) {
    judge(effects, limits, alarms);
  }
  return alarms;
}

std::vector<Alarm> not_approved(const std::vector<Alarm>& alarms, const Effects& effects,
                                const ledger::ApprovedScope& approved, const BrakeLimits& limits) {
  std::vector<Alarm> open;
  for (const auto& alarm : alarms) {
    if (!covered(alarm, effects, approved, limits)) open.push_back(alarm);
  }
  return open;
}

}  // namespace dataflow::flow
