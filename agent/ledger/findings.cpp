#include "agent/ledger/findings.h"

namespace dataflow::ledger {

namespace {

Result<std::string> day_of(const sqlite::Database& database, RunId run) {
  TRY_ASSIGN(auto select, database.prepare("SELECT day FROM run WHERE id = ?"));
  if (select.bind(1, run).step() != sqlite::Step::row) return select.error();
  return std::string(select.text(0));
}

/// Notes in the audit trail what a correction does, when it is new: it changes what is sent.
class CorrectionTrail {
 public:
  static Result<CorrectionTrail> open(const sqlite::Database& database, AuditTrail& trail) {
    TRY_ASSIGN(auto known, database.prepare("SELECT 1 FROM finding WHERE la_child_id = ?1 AND "
                                            "rule = ?2 AND place = ?3"));
    return CorrectionTrail(std::move(known), trail);
  }

  Result<void> note(const std::string& child, const std::string& rule, const std::string& place) {
    if (child.empty() || !rule.starts_with(kCorrections)) return {};
    known_.bind_borrowed(1, child).bind_borrowed(2, rule).bind_borrowed(3, place);
    const auto step = known_.step();
    known_.reset();
    if (step == sqlite::Step::failed) return known_.error();
    return step == sqlite::Step::row ? Result<void>()
                                     : trail_->add(kCorrected, child, rule + " " + place);
  }

 private:
  static constexpr char kCorrections = 'C';  // all numbers of agent/corrections begin so

  CorrectionTrail(sqlite::Statement known, AuditTrail& trail)
      : known_(std::move(known)), trail_(&trail) {}

  sqlite::Statement known_;
  AuditTrail* trail_;
};

Result<void> upsert(const sqlite::Database& database, RunId run,
                    const std::vector<ChildFinding>& findings, AuditTrail& audit) {
  TRY_ASSIGN(
      auto insert,
      database.prepare(
          "INSERT INTO finding (la_child_id, rule, place, path, weight, what, source, source_row, "
          "first_seen, last_seen, last_run) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?10, ?8, ?8, ?9) "
          "ON CONFLICT (la_child_id, rule, place) DO UPDATE SET path = ?4, weight = ?5, what = ?6, "
          "source = ?7, source_row = ?10, last_seen = ?8, last_run = ?9"));
  TRY_ASSIGN(const auto today, day_of(database, run));
  TRY_ASSIGN(auto trail, CorrectionTrail::open(database, audit));
  for (const auto& [child, finding] : findings) {
    const std::string& place = finding.place.empty() ? finding.path : finding.place;
    TRY(trail.note(child, finding.rule, place));
    insert.bind_borrowed(1, child).bind_borrowed(2, finding.rule).bind_borrowed(3, place);
    insert.bind_borrowed(4, finding.path);
    insert.bind(5, finding.weight == Weight::hold ? "hold" : "warn");
    insert.bind_borrowed(6, finding.what).bind_borrowed(7, finding.source);
    TRY(insert.bind(8, today).bind(9, run).bind_borrowed(10, finding.row).run());
  }
  return {};
}

Result<void> count(const sqlite::Database& database, RunId run) {
  TRY_ASSIGN(auto insert,
             database.prepare("INSERT INTO finding_count (run, rule, findings, children) "
                              "SELECT ?, rule, count(*), count(DISTINCT nullif(la_child_id, '')) "
                              "FROM finding GROUP BY rule"));
  return insert.bind(1, run).run();
}

}  // namespace

Result<void> store_findings(const sqlite::Database& database, RunId run,
                            const std::vector<ChildFinding>& findings, AuditTrail& trail) {
  TRY(upsert(database, run, findings, trail));
  TRY_ASSIGN(auto clear, database.prepare("DELETE FROM finding WHERE last_run <> ?"));
  TRY(clear.bind(1, run).run());
  return count(database, run);
}

Result<void> each_finding(const Ledger& ledger, const std::string& rule,
                          const std::function<void(const StandingFinding&)>& take) {
  TRY_ASSIGN(
      auto select,
      ledger.database().prepare(
          "SELECT la_child_id, rule, weight = 'hold', path, what, place, source, source_row, "
          "first_seen, last_seen FROM finding WHERE ?1 = '' OR rule = ?1 "
          "ORDER BY rule, la_child_id, place"));
  select.bind(1, rule);
  return sqlite::each_row(select, [&] {
    const auto text = [&](int column) { return std::string(select.text(column)); };
    take({text(0),
          {text(1), select.integer(2) != 0 ? Weight::hold : Weight::warn, text(3), text(4), text(5),
           text(6), text(7)},
          text(8),
          text(9)});
  });
}

Result<std::vector<RuleCount>> count_findings(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare(
                 "WITH newest AS (SELECT id, day FROM run WHERE state = 'settled' ORDER BY id DESC "
                 "LIMIT 1),"
                 " earlier AS (SELECT id FROM run WHERE state = 'settled' AND day < (SELECT day "
                 "FROM newest)"
                 " ORDER BY id DESC LIMIT 1) "
                 "SELECT rule, sum(findings) FILTER (WHERE run = (SELECT id FROM newest)) AS now, "
                 "sum(children) FILTER (WHERE run = (SELECT id FROM newest)), "
                 "sum(findings) FILTER (WHERE run = (SELECT id FROM earlier)) FROM finding_count "
                 "WHERE run IN (SELECT id FROM newest UNION ALL SELECT id FROM earlier) "
                 "GROUP BY rule ORDER BY now DESC, rule"));
  std::vector<RuleCount> counts;
  TRY(sqlite::each_row(select, [&] {
    counts.push_back(
        {std::string(select.text(0)), select.integer(1), select.integer(2), select.integer(3)});
  }));
  return counts;
}

Result<void> store_groups(const sqlite::Database& database, const std::vector<ChildGroup>& groups) {
  TRY(database.run("DELETE FROM child_group"));
  TRY_ASSIGN(auto insert, database.prepare("INSERT INTO child_group (la_child_id, name, value) "
                                           "VALUES (?, ?, ?)"));
  for (const auto& group : groups) {
    TRY(insert.bind(1, group.child).bind(2, group.name).bind(3, group.value).run());
  }
  return {};
}

Result<std::vector<GroupCount>> count_findings_by(const Ledger& ledger, const std::string& name) {
  TRY_ASSIGN(
      auto select,
      ledger.database().prepare(
          "SELECT coalesce(g.value, ''), f.rule, count(*) AS n, count(DISTINCT f.la_child_id) "
          "FROM finding AS f LEFT JOIN child_group AS g ON g.la_child_id = f.la_child_id "
          "AND g.name = ?1 WHERE f.la_child_id <> '' GROUP BY 1, 2 ORDER BY 1, n DESC, 2"));
  select.bind(1, name);
  std::vector<GroupCount> counts;
  TRY(sqlite::each_row(select, [&] {
    counts.push_back({std::string(select.text(0)), std::string(select.text(1)), select.integer(2),
                      select.integer(3)});
  }));
  return counts;
}

}  // namespace dataflow::ledger
