#include <fmt/format.h>

#include "agent/sqlite/database.h"
#include "connectors/synthetic/fresh_file.h"
#include "connectors/synthetic/writers.h"

namespace dataflow::synthetic {

namespace {

constexpr std::size_t kRowsBetweenReports = 10000;

/// SQLite reads nvarchar(48) as text, but knows no nvarchar(max).
std::string_view type_for_sqlite(std::string_view type) {
  return type.ends_with("(max)") ? type.substr(0, type.find('(')) : type;
}

std::string create_statement(const Table& table) {
  std::string sql = "CREATE TABLE " + sqlite::identifier(table.name()) + " (";
  for (std::size_t i = 0; i < table.types().size(); ++i) {
    if (i > 0) sql += ", ";
    sql += sqlite::identifier(table.shape().columns[i]) + " ";
    sql += type_for_sqlite(table.types()[i]);
  }
  return sql + ")";
}

std::string insert_statement(const Table& table) {
  std::string marks = "?";
  for (std::size_t i = 1; i < table.types().size(); ++i) marks += ",?";
  return "INSERT INTO " + sqlite::identifier(table.name()) + " VALUES (" + marks + ")";
}

/// Counts rows over all tables.
struct Tally {
  Progress& progress;
  std::size_t done = 0;
  std::size_t total = 0;

  void row() {
    if (++done % kRowsBetweenReports == 0) progress.report("rows written", done, total);
  }
};

Result<void> fill(const sqlite::Database& database, const Table& table, Tally& tally) {
  TRY(database.run(create_statement(table)));
  TRY_ASSIGN(auto insert, database.prepare(insert_statement(table)));
  std::vector<Cell> cells;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    table.read(row, cells);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const int parameter = static_cast<int>(i) + 1;
      if (cells[i]) {
        insert.bind_borrowed(parameter, *cells[i]);
      } else {
        insert.bind_null(parameter);
      }
    }
    TRY(insert.run());
    tally.row();
  }
  return {};
}

Result<void> fill(const std::filesystem::path& file, const std::vector<Table>& tables,
                  Progress& progress) {
  TRY_ASSIGN(auto database, sqlite::Database::open(file, sqlite::Mode::create));
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  Tally tally{progress};
  for (const auto& table : tables) tally.total += table.rows();
  for (const auto& table : tables) TRY(fill(database, table, tally));
  return transaction.commit();
}

/// SQLite would play an older database's log back into the new one.
void remove_logs_of(const std::filesystem::path& file) {
  for (const char* ending : {"-wal", "-shm", "-journal"}) {
    std::filesystem::path log = file;
    std::error_code ignored;  // there is none, as a rule
    std::filesystem::remove(log += ending, ignored);
  }
}

}  // namespace

Result<void> write_database(const std::filesystem::path& file, const std::vector<Table>& tables,
                            Progress& progress) {
  FreshFile fresh(file);
  remove_logs_of(fresh.meanwhile());
  TRY(fill(fresh.meanwhile(), tables, progress));
  remove_logs_of(file);
  return fresh.take_place();
}

Result<void> write_database(const std::filesystem::path& file, const std::vector<Table>& tables) {
  NoProgress silent;
  return write_database(file, tables, silent);
}

}  // namespace dataflow::synthetic
