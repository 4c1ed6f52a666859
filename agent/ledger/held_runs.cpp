#include "agent/ledger/held_runs.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/ledger/audit.h"

namespace dataflow::ledger {

namespace {

std::string_view word_of(Verdict::Says says) {
  return says == Verdict::Says::approve ? "approve" : "reject";
}

Result<std::vector<Alarm>> alarms_of(const sqlite::Database& database, RunId run) {
  TRY_ASSIGN(auto select, database.prepare("SELECT kind, subject, measure, allowed, says FROM "
                                           "alarm WHERE run = ? ORDER BY position"));
  select.bind(1, run);
  std::vector<Alarm> alarms;
  TRY(sqlite::each_row(select, [&] {
    alarms.push_back({std::string(select.text(0)), std::string(select.text(1)), select.integer(2),
                      select.integer(3), std::string(select.text(4))});
  }));
  return alarms;
}

Result<std::vector<Verdict>> verdicts_of(const sqlite::Database& database, RunId run) {
  TRY_ASSIGN(auto select, database.prepare("SELECT says, by, reason, at FROM verdict "
                                           "WHERE run = ? ORDER BY id"));
  select.bind(1, run);
  std::vector<Verdict> verdicts;
  TRY(sqlite::each_row(select, [&] {
    verdicts.push_back(
        {select.text(0) == "approve" ? Verdict::Says::approve : Verdict::Says::reject,
         std::string(select.text(1)), std::string(select.text(2)), std::string(select.text(3))});
  }));
  return verdicts;
}

/// The held runs that no settled run has followed, oldest first.
Result<std::vector<RunId>> standing_runs(const sqlite::Database& database) {
  TRY_ASSIGN(auto select,
             database.prepare("SELECT id FROM run WHERE state = 'held' AND id > "
                              "(SELECT coalesce(max(id), 0) FROM run WHERE state = 'settled') "
                              "ORDER BY id"));
  std::vector<RunId> runs;
  TRY(sqlite::each_row(select, [&] { runs.push_back(select.integer(0)); }));
  return runs;
}

bool same_person(std::string_view a, std::string_view b) {
  return ascii::same_ignoring_case(ascii::trimmed(a), ascii::trimmed(b));
}

Error not_possible(RunId run, std::string what, std::string hint) {
  return {Remedy::stop, fmt::format("run {}", run), std::move(what), std::move(hint)};
}

Result<void> check_standing(const Ledger& ledger, RunId run, const Verdict& verdict) {
  TRY_ASSIGN(const auto held, held_run(ledger, run));
  if (!held) {
    return not_possible(run, "No run of this number was held.",
                        "'dataflow-agent status' shows the run that is held now.");
  }
  TRY_ASSIGN(const auto standing, standing_runs(ledger.database()));
  if (std::find(standing.begin(), standing.end(), run) == standing.end()) {
    return not_possible(run, "A later run took effect, so there is nothing to decide any more.",
                        "'dataflow-agent status' shows the run that is held now.");
  }
  if (held->rejected()) return not_possible(run, "This run was rejected already.", "");
  for (const auto& earlier : held->verdicts) {
    if (verdict.says == Verdict::Says::approve && same_person(earlier.by, verdict.by)) {
      return not_possible(run, "The same person has approved this run already.",
                          "A second approval is for somebody else to give.");
    }
  }
  return {};
}

Result<void> add_leaving(const sqlite::Database& database, RunId run, ApprovedScope& scope) {
  TRY_ASSIGN(auto select, database.prepare("SELECT la_child_id FROM held_purge WHERE run = ?"));
  select.bind(1, run);
  return sqlite::each_row(select, [&] { scope.leaving.emplace(select.text(0)); });
}

}  // namespace

bool HeldRun::rejected() const {
  return std::any_of(verdicts.begin(), verdicts.end(),
                     [](const Verdict& verdict) { return verdict.says == Verdict::Says::reject; });
}

bool HeldRun::approved(std::int64_t needed) const {
  return !rejected() && static_cast<std::int64_t>(verdicts.size()) >= needed;
}

Result<void> hold_run(const Ledger& ledger, RunId run, const RunFigures& figures,
                      const std::vector<Alarm>& alarms, const std::vector<std::string>& leaving,
                      const std::vector<SourceFile>& files, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY(note_figures(database, run, "held", figures, now));
  TRY(store_files(database, run, files));
  TRY_ASSIGN(auto alarm, database.prepare("INSERT INTO alarm (run, position, kind, subject, "
                                          "measure, allowed, says) VALUES (?, ?, ?, ?, ?, ?, ?)"));
  std::int64_t position = 0;
  for (const auto& one : alarms) {
    alarm.bind(1, run).bind(2, position++).bind(3, one.kind).bind(4, one.subject);
    TRY(alarm.bind(5, one.measure).bind(6, one.allowed).bind(7, one.says).run());
  }
  TRY_ASSIGN(auto purge,
             database.prepare("INSERT INTO held_purge (run, la_child_id) VALUES (?, ?)"));
  for (const auto& child : leaving) TRY(purge.bind(1, run).bind(2, child).run());
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  TRY(trail.add(kHeld, "", fmt::format("run {}", run)));
  return transaction.commit();
}

Result<std::optional<HeldRun>> held_run(const Ledger& ledger, RunId run) {
  TRY_ASSIGN(auto found, run_of(ledger, run));
  if (!found || found->state != "held") return std::optional<HeldRun>();
  HeldRun held{std::move(*found), {}, {}};
  TRY_ASSIGN(held.alarms, alarms_of(ledger.database(), run));
  TRY_ASSIGN(held.verdicts, verdicts_of(ledger.database(), run));
  return std::optional<HeldRun>(std::move(held));
}

Result<std::optional<HeldRun>> standing_hold(const Ledger& ledger) {
  TRY_ASSIGN(const auto standing, standing_runs(ledger.database()));
  if (standing.empty()) return std::optional<HeldRun>();
  return held_run(ledger, standing.back());
}

Result<void> give_verdict(const Ledger& ledger, RunId run, const Verdict& verdict, Instant now) {
  TRY(check_reason(fmt::format("run {}", run), verdict.by, verdict.reason));
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY(check_standing(ledger, run, verdict));
  TRY_ASSIGN(auto insert, database.prepare("INSERT INTO verdict (run, says, by, reason, at) "
                                           "VALUES (?, ?, ?, ?, ?)"));
  const auto by = ascii::trimmed(verdict.by);
  const auto reason = ascii::trimmed(verdict.reason);
  insert.bind(1, run).bind(2, word_of(verdict.says)).bind(3, by).bind(4, reason);
  TRY(insert.bind(5, rfc3339(now)).run());
  const bool approves = verdict.says == Verdict::Says::approve;
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  TRY(trail.add(approves ? kApproved : kRejected, "",
                fmt::format("run {} by {}: {}", run, by, reason)));
  return transaction.commit();
}

Result<ApprovedScope> approved_scope(const Ledger& ledger, std::int64_t needed) {
  ApprovedScope scope;
  TRY_ASSIGN(const auto standing, standing_runs(ledger.database()));
  for (const RunId run : standing) {
    TRY_ASSIGN(const auto held, held_run(ledger, run));
    if (!held || !held->approved(needed)) continue;
    for (const auto& alarm : held->alarms) {
      auto& measure = scope.measures[{alarm.kind, alarm.subject}];
      measure = std::max(measure, alarm.measure);
    }
    TRY(add_leaving(ledger.database(), run, scope));
  }
  return scope;
}

}  // namespace dataflow::ledger
