#include "connectors/sqlite/table_reader.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>

namespace dataflow::connectors {

namespace {

/// Columns are named with their table, because SQLite takes a bare "name" that it does not know for
/// a text.
std::string select(const TableShape& wish) {
  std::string columns;
  for (const auto& column : wish.columns) {
    columns += fmt::format("{}wished.{}", columns.empty() ? "" : ", ", sqlite::identifier(column));
  }
  return fmt::format("SELECT {} FROM main.{} AS wished", columns.empty() ? "NULL" : columns,
                     sqlite::identifier(wish.table));
}

Error failure(int code, std::string_view where) {
  return sqlite::error_of(code, sqlite3_errstr(code), where);
}

Result<Cell> cell(const sqlite::Statement& statement, int column) {
  switch (sqlite3_column_type(statement.handle(), column)) {
    case SQLITE_NULL:
      return Cell();
    case SQLITE_BLOB:
      return Error{Remedy::stop, "", "this column holds a BLOB, which is not text.",
                   "Leave it out of the mapping, or let the source give it as text."};
    default:
      break;
  }
  const std::string_view text = statement.text(column);
  if (text.data() == nullptr) return failure(SQLITE_NOMEM, "");
  return Cell(text);
}

/// Reads one table; lives no longer than its database.
class Rows {
 public:
  Rows(const sqlite::Database& database, const TableShape& wish)
      : database_(database),
        wish_(wish),
        where_(fmt::format("{}: {}", database.name(), wish.table)),
        cells_(wish.columns.size()) {}

  [[nodiscard]] Result<void> pass_to(RowSink& sink) {
    TRY_ASSIGN(auto statement, database_.prepare(select(wish_)));
    TRY(sink.begin_table(wish_));
    for (;;) {
      switch (statement.step()) {
        case sqlite::Step::row:
          TRY(pass_row(statement, sink));
          break;
        case sqlite::Step::done:
          return {};
        case sqlite::Step::failed:
          return failure(sqlite3_extended_errcode(database_.handle()), where_);
      }
    }
  }

 private:
  [[nodiscard]] Result<void> pass_row(const sqlite::Statement& statement, RowSink& sink) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      auto value = cell(statement, static_cast<int>(i));
      if (!value) return at_column(std::move(value).error(), i);
      cells_[i] = *value;
    }
    return sink.row(cells_);
  }

  [[nodiscard]] Error at_column(Error error, std::size_t column) const {
    error.where = fmt::format("{}.{}", where_, wish_.columns[column]);
    return error;
  }

  const sqlite::Database& database_;
  const TableShape& wish_;
  std::string where_;
  std::vector<Cell> cells_;
};

}  // namespace

Result<void> read_table(const sqlite::Database& database, const TableShape& wish, RowSink& sink) {
  return Rows(database, wish).pass_to(sink);
}

}  // namespace dataflow::connectors
