#include "agent/mapping/staging.h"

#include <algorithm>

#include <fmt/format.h>
#include <sqlite3.h>

#include "agent/core/ascii.h"
#include "agent/mapping/source_text.h"

namespace dataflow::mapping {

namespace {

std::string create_table(const TableShape& table) {
  std::vector<std::string> columns;
  for (const auto& column : table.columns) columns.push_back(sqlite::identifier(column) + " TEXT");
  // A table of which only the number of rows matters still needs a column.
  if (columns.empty()) columns.emplace_back("\"(none)\" TEXT");
  return fmt::format("CREATE TABLE {} ({})", sqlite::identifier(table.table),
                     fmt::join(columns, ", "));
}

std::string insert_into(const TableShape& shape) {
  std::vector<std::string> columns;
  for (const auto& column : shape.columns) columns.push_back(sqlite::identifier(column));
  if (columns.empty())
    return fmt::format("INSERT INTO {} DEFAULT VALUES", sqlite::identifier(shape.table));
  const std::vector<std::string> places(columns.size(), "?");
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", sqlite::identifier(shape.table),
                     fmt::join(columns, ", "), fmt::join(places, ", "));
}

}  // namespace

Result<Staging> Staging::create(std::span<const TableShape> tables,
                                const std::vector<std::string>& nulls) {
  TRY_ASSIGN(auto database, sqlite::Database::open("", sqlite::Mode::memory));
  // A private database in memory needs neither a journal nor locks: a crash loses it anyway.
  TRY(
      database.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"
                   "PRAGMA locking_mode=EXCLUSIVE; PRAGMA page_size=16384;"
                   // Sorts of up to this many KiB are done in one piece.
                   "PRAGMA cache_size=-65536"));
  // A misspelt name in double quotes is a fault and not, as SQLite has it by default, a text.
  if (sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr) != SQLITE_OK) {
    return database.error();
  }
  Staging staging(std::move(database));
  for (const auto& table : tables) TRY(staging.database_.run(create_table(table)));
  for (const auto& null : nulls) {
    if (null.ends_with('*')) {
      staging.null_beginnings_.push_back(null.substr(0, null.size() - 1));
    } else {
      staging.null_words_.push_back(null);
    }
  }
  TRY(staging.database_.run("BEGIN"));
  return staging;
}

Result<void> Staging::begin_table(const TableShape& shape) {
  insert_.reset();
  TRY_ASSIGN(auto insert, database_.prepare(insert_into(shape)));
  insert_ = std::move(insert);
  tables_.push_back({shape.table, 0});
  return {};
}

Result<void> Staging::row(std::span<const Cell> cells) {
  int parameter = 1;
  for (const auto& cell : cells) {
    const std::string_view text = cell ? ascii::trimmed(*cell) : std::string_view();
    if (text.empty() || is_null(text)) {
      insert_->bind_null(parameter++);
    } else {
      insert_->bind_borrowed(parameter++, text);
    }
  }
  ++rows_;
  ++tables_.back().rows;
  return insert_->run();
}

Result<void> Staging::finish() {
  insert_.reset();
  return database_.run("COMMIT");
}

bool Staging::is_null(std::string_view text) const {
  return std::find(null_words_.begin(), null_words_.end(), text) != null_words_.end() ||
         std::any_of(null_beginnings_.begin(), null_beginnings_.end(),
                     [&](const std::string& begin) { return text.starts_with(begin); });
}

}  // namespace dataflow::mapping
