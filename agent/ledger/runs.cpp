#include "agent/ledger/runs.h"

namespace dataflow::ledger {

namespace {

Result<std::vector<Exclusion>> exclusions_of(const Ledger& ledger, RunId run) {
  TRY_ASSIGN(auto select, ledger.database().prepare("SELECT rule, says, persons FROM exclusion "
                                                    "WHERE run = ? ORDER BY position"));
  select.bind(1, run);
  std::vector<Exclusion> exclusions;
  TRY(sqlite::each_row(select, [&] {
    exclusions.push_back(
        {std::string(select.text(0)), std::string(select.text(1)), select.integer(2)});
  }));
  return exclusions;
}

Result<sqlite::Statement> select_runs(const sqlite::Database& database, const char* which) {
  return database.prepare(
      std::string("SELECT id, day, started_at, coalesce(finished_at, ''), "
                  "iif(waits, 'waiting', state), coalesce(error, ''), considered, in_scope, "
                  "without_id, new, changed, unchanged, held, past, "
                  "absent, leaving, "
                  "findings, rows FROM run ") +
      which);
}

/// The run that the statement gives, if it gives one.
Result<std::optional<Run>> take_run(const Ledger& ledger, sqlite::Statement& select) {
  const auto step = select.step();
  if (step == sqlite::Step::failed) return select.error();
  if (step == sqlite::Step::done) return std::optional<Run>();
  Run run;
  run.id = select.integer(0);
  run.day = Day::parse(select.text(1)).value_or(Day());
  run.started_at = select.text(2);
  run.finished_at = select.text(3);
  run.state = select.text(4);
  run.error = select.text(5);
  RunFigures& figures = run.figures;
  int column = 6;
  for (std::int64_t* figure :
       {&figures.considered, &figures.in_scope, &figures.without_id, &figures.fresh,
        &figures.changed, &figures.unchanged, &figures.held, &figures.past, &figures.absent,
        &figures.leaving, &figures.findings, &figures.rows}) {
    *figure = select.integer(column++);
  }
  TRY_ASSIGN(figures.exclusions, exclusions_of(ledger, run.id));
  return std::optional<Run>(std::move(run));
}

/// When that one run began, to the second.
Result<std::optional<Instant>> begin_of(const Ledger& ledger, const char* which) {
  TRY_ASSIGN(auto select, ledger.database().prepare(
                              std::string("SELECT unixepoch(started_at) FROM run ") + which));
  const auto step = select.step();
  if (step == sqlite::Step::failed) return select.error();
  if (step == sqlite::Step::done) return std::optional<Instant>();
  return std::optional(Instant(std::chrono::seconds(select.integer(0))));
}

}  // namespace

Result<RunId> begin_run(const Ledger& ledger, Day day, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(auto interrupted,
             database.prepare("UPDATE run SET state = 'failed', error = 'The program was stopped "
                              "while it was reading.' WHERE state = 'reading'"));
  TRY(interrupted.run());
  TRY_ASSIGN(auto insert, database.prepare("INSERT INTO run (day, started_at, state) "
                                           "VALUES (?, ?, 'reading')"));
  TRY(insert.bind(1, day.text()).bind(2, rfc3339(now)).run());
  const RunId run = database.last_insert_id();
  TRY(transaction.commit());
  return run;
}

Result<void> fail_run(const Ledger& ledger, RunId run, const Error& error, Instant now) {
  TRY_ASSIGN(auto update, ledger.database().prepare(
                              "UPDATE run SET state = 'failed', error = ?, finished_at = ?, "
                              "waits = ? WHERE id = ?"));
  update.bind(1, describe(error)).bind(2, rfc3339(now));
  return update.bind(3, std::int64_t{error.remedy == Remedy::wait}).bind(4, run).run();
}

Result<void> note_figures(const sqlite::Database& database, RunId run, std::string_view state,
                          const RunFigures& figures, Instant now) {
  TRY_ASSIGN(
      auto update,
      database.prepare("UPDATE run SET state = ?, finished_at = ?, considered = ?, in_scope = ?, "
                       "without_id = ?, new = ?, changed = ?, unchanged = ?, held = ?, past = ?, "
                       "absent = ?, leaving = ?, "
                       "findings = ?, "
                       "rows = ? WHERE id = ?"));
  update.bind(1, state).bind(2, rfc3339(now));
  int parameter = 3;
  for (const std::int64_t figure :
       {figures.considered, figures.in_scope, figures.without_id, figures.fresh, figures.changed,
        figures.unchanged, figures.held, figures.past, figures.absent, figures.leaving,
        figures.findings, figures.rows, run}) {
    update.bind(parameter++, figure);
  }
  TRY(update.run());
  TRY_ASSIGN(auto insert, database.prepare("INSERT INTO exclusion (run, position, rule, says, "
                                           "persons) VALUES (?, ?, ?, ?, ?)"));
  std::int64_t position = 0;
  for (const auto& exclusion : figures.exclusions) {
    insert.bind(1, run).bind(2, position++).bind(3, exclusion.rule).bind(4, exclusion.says);
    TRY(insert.bind(5, exclusion.persons).run());
  }
  return {};
}

Result<std::optional<Run>> newest_run(const Ledger& ledger, Which which) {
  TRY_ASSIGN(auto select,
             select_runs(ledger.database(),
                         which == Which::any ? "ORDER BY id DESC LIMIT 1"
                                             : "WHERE state = 'settled' ORDER BY id DESC LIMIT 1"));
  return take_run(ledger, select);
}

Result<std::optional<Instant>> last_begun(const Ledger& ledger) {
  return begin_of(ledger, "WHERE state IN ('settled', 'held') ORDER BY id DESC LIMIT 1");
}

Result<std::optional<Instant>> first_begun(const Ledger& ledger) {
  return begin_of(ledger, "ORDER BY id LIMIT 1");
}

Result<std::optional<Run>> run_of(const Ledger& ledger, RunId run) {
  TRY_ASSIGN(auto select, select_runs(ledger.database(), "WHERE id = ?"));
  select.bind(1, run);
  return take_run(ledger, select);
}

Result<std::optional<Day>> first_window_start(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT value FROM about WHERE name = 'window'"));
  const auto step = select.step();
  if (step == sqlite::Step::failed) return select.error();
  if (step == sqlite::Step::done) return std::optional<Day>();
  return Day::parse(select.text(0));
}

Result<std::int64_t> purges_of_day(const Ledger& ledger, Day day) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT coalesce(sum(purges), 0) FROM run "
                                       "WHERE day = ? AND state = 'settled' AND NOT approved"));
  select.bind(1, day.text());
  if (select.step() != sqlite::Step::row) return select.error();
  return select.integer(0);
}

}  // namespace dataflow::ledger
