// A Rowset is the memory that a statement writes many rows into at a time, column by column.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "connectors/odbc/column_form.h"
#include "connectors/odbc/dialect.h"
#include "connectors/odbc/statement.h"

namespace dataflow::connectors::odbc {

/// Outlives the statement it is bound to.
class Rowset {
 public:
  /// Of these columns, the first of the statement; all are bound. `rows` at most at a time.
  Rowset(std::span<const ColumnForm> forms, std::size_t rows);
  ~Rowset() = default;
  Rowset(const Rowset&) = delete;
  Rowset& operator=(const Rowset&) = delete;

  [[nodiscard]] Result<void> bind(Statement& statement);

  /// Fetches the next rows and gives how many; 0 at the end.
  [[nodiscard]] Result<std::size_t> fetch(Statement& statement);

  /// Writes the value into `out`, or false where it is NULL. Nothing where the value is longer than
  /// its column says, and so was cut. What could not be UTF-8 is counted in `replaced`.
  enum class Written { null, text, cut };
  [[nodiscard]] Written write(std::size_t row, std::size_t column, Guids guids, std::string& out,
                              std::size_t& replaced) const;

 private:
  struct Column {
    ColumnForm form;
    std::vector<char> values;
    std::vector<SQLLEN> lengths;
  };

  std::vector<Column> columns_;
  std::size_t rows_;
  SQLULEN fetched_ = 0;
  std::vector<SQLUSMALLINT> states_;
};

/// How many rows fit into the memory that one rowset may take.
[[nodiscard]] std::size_t rows_for(std::span<const ColumnForm> forms);

}  // namespace dataflow::connectors::odbc
