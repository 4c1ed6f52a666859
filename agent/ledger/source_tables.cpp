#include "agent/ledger/source_tables.h"

namespace dataflow::ledger {

Result<void> store_tables(const sqlite::Database& database, RunId run,
                          const std::vector<TableRows>& tables) {
  TRY_ASSIGN(auto insert,
             database.prepare("INSERT INTO source_table (run, name, rows) VALUES (?, ?, ?)"));
  for (const auto& table : tables) {
    TRY(insert.bind(1, run).bind(2, table.table).bind(3, table.rows).run());
  }
  return {};
}

Result<std::vector<TableRows>> tables_before(const Ledger& ledger) {
  TRY_ASSIGN(auto select, ledger.database().prepare(
                              "SELECT name, rows FROM source_table WHERE run = (SELECT max(id) "
                              "FROM run WHERE state = 'settled') ORDER BY name"));
  std::vector<TableRows> tables;
  TRY(sqlite::each_row(select, [&] {
    tables.push_back({std::string(select.text(0)), select.integer(1)});
  }));
  return tables;
}

}  // namespace dataflow::ledger
