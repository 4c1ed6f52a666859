#include "agent/ledger/source_tables.h"

namespace dataflow::ledger {

Result<void> store_tables(const sqlite::Database& database, RunId run,
                          const std::vector<TableRows>& tables) {
  TRY_ASSIGN(auto insert,
             database.prepare("INSERT INTO source_table (run, name, rows, bytes, milliseconds) "
                              "VALUES (?, ?, ?, ?, ?)"));
  for (const auto& table : tables) {
    insert.bind(1, run).bind(2, table.table).bind(3, table.rows);
    TRY(insert.bind(4, table.bytes).bind(5, table.milliseconds).run());
  }
  return {};
}

Result<std::vector<TableRows>> tables_of(const Ledger& ledger, RunId run) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT name, rows, bytes, milliseconds FROM source_table "
                                       "WHERE run = ? ORDER BY name"));
  select.bind(1, run);
  std::vector<TableRows> tables;
  TRY(sqlite::each_row(select, [&] {
    tables.push_back(
        {std::string(select.text(0)), select.integer(1), select.integer(2), select.integer(3)});
  }));
  return tables;
}

Result<std::vector<TableRows>> tables_before(const Ledger& ledger) {
  TRY_ASSIGN(const auto run, newest_run(ledger, Which::settled));
  return run ? tables_of(ledger, run->id) : std::vector<TableRows>();
}

Result<void> store_mark(const sqlite::Database& database, RunId run, const std::string& mark) {
  TRY_ASSIGN(auto update, database.prepare("UPDATE run SET mark = ? WHERE id = ?"));
  return update.bind(1, mark).bind(2, run).run();
}

Result<std::string> mark_before(const Ledger& ledger) {
  TRY_ASSIGN(auto select, ledger.database().prepare("SELECT mark FROM run WHERE state = 'settled' "
                                                    "ORDER BY id DESC LIMIT 1"));
  const auto step = select.step();
  if (step == sqlite::Step::failed) return select.error();
  return step == sqlite::Step::done ? std::string() : std::string(select.text(0));
}

}  // namespace dataflow::ledger
