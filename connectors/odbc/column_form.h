// A ColumnForm is in what form the values of a column are asked for, so that none loses a digit.
#pragma once

#include <cstddef>
#include <optional>

#include "connectors/odbc/api.h"

namespace dataflow::connectors::odbc {

struct ColumnForm {
  enum class Kind {
    text,       ///< UTF-16, because every driver writes the same there
    digits,     ///< numbers, times of day and the like: ASCII as the driver writes them
    guid,       ///< ASCII
    moment,     ///< SQL_TIMESTAMP_STRUCT
    day,        ///< SQL_DATE_STRUCT
    bit,        ///< one byte
    long_text,  ///< UTF-16, not bound: fetched in pieces, row by row
  };
  Kind kind = Kind::text;
  SQLSMALLINT c_type = SQL_C_WCHAR;
  std::size_t width = 0;  ///< bytes that a bound value takes, with the zero at its end

  [[nodiscard]] bool is_bound() const { return kind != Kind::long_text; }
};

/// By what SQLDescribeCol says of the column; nothing for a column of bytes, which is no text.
[[nodiscard]] std::optional<ColumnForm> form_of(SQLSMALLINT sql_type, SQLULEN size);

}  // namespace dataflow::connectors::odbc
