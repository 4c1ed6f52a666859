#include "connectors/sqlite/schema.h"

#include <string>

#include <fmt/format.h>

namespace dataflow::connectors {

namespace {

constexpr std::string_view kTables =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

/// table_xinfo knows what table_info leaves out: generated columns. Those marked 1 are hidden.
constexpr std::string_view kColumns =
    "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid";

Result<std::vector<std::string>> names_from(sqlite::Statement& statement) {
  std::vector<std::string> names;
  for (;;) {
    switch (statement.step()) {
      case sqlite::Step::row:
        names.emplace_back(statement.text(0));
        break;
      case sqlite::Step::done:
        return names;
      case sqlite::Step::failed:
        return statement.error();
    }
  }
}

Result<std::vector<std::string>> columns_of(const sqlite::Database& database,
                                            const std::string& table) {
  TRY_ASSIGN(auto statement, database.prepare(kColumns));
  auto columns = names_from(statement.bind(1, std::string_view(table)));
  if (columns || columns.error().remedy == Remedy::wait) return columns;
  Error error = columns.error();
  error.where = fmt::format("{}: {}", error.where, table);
  if (error.hint.empty()) error.hint = "Mend or drop this view in the source.";
  return error;
}

}  // namespace

Result<std::vector<TableShape>> tables_of(const sqlite::Database& database) {
  TRY_ASSIGN(auto statement, database.prepare(kTables));
  TRY_ASSIGN(const auto names, names_from(statement));
  std::vector<TableShape> tables;
  for (const auto& name : names) {
    TRY_ASSIGN(auto columns, columns_of(database, name));
    tables.push_back({name, std::move(columns)});
  }
  return tables;
}

}  // namespace dataflow::connectors
