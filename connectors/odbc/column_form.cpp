#include "connectors/odbc/column_form.h"

#include <algorithm>

namespace dataflow::connectors::odbc {

namespace {

/// Texts that may be longer are fetched in pieces: bound, they would take a buffer of that length
/// for each row.
constexpr SQLULEN kMostBound = 2000;

/// PostgreSQL's NUMERIC without a precision says 28 digits and may have more.
constexpr std::size_t kDigits = 256;

// Types of SQL Server's drivers, from their header.
constexpr SQLSMALLINT kTime2 = -154;
constexpr SQLSMALLINT kTimestampOffset = -155;

ColumnForm text_form(SQLULEN characters) {
  if (characters == 0 || characters > kMostBound) {
    return {ColumnForm::Kind::long_text, SQL_C_WCHAR, 0};
  }
  // A character may be a pair of surrogates.
  return {ColumnForm::Kind::text, SQL_C_WCHAR, (2 * characters + 1) * sizeof(SQLWCHAR)};
}

}  // namespace

std::optional<ColumnForm> form_of(SQLSMALLINT sql_type, SQLULEN size) {
  using Kind = ColumnForm::Kind;
  switch (sql_type) {
    case SQL_CHAR:
    case SQL_VARCHAR:
    case SQL_WCHAR:
    case SQL_WVARCHAR:
      return text_form(size);
    case SQL_NUMERIC:
    case SQL_DECIMAL:
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT:
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE:
      return ColumnForm{Kind::digits, SQL_C_CHAR, kDigits};
    case SQL_TYPE_TIME:
    case kTime2:
    case kTimestampOffset:
      return ColumnForm{Kind::digits, SQL_C_CHAR, 64};
    case SQL_GUID:
      return ColumnForm{Kind::guid, SQL_C_CHAR, 64};
    case SQL_TYPE_TIMESTAMP:
      return ColumnForm{Kind::moment, SQL_C_TYPE_TIMESTAMP, sizeof(SQL_TIMESTAMP_STRUCT)};
    case SQL_TYPE_DATE:
      return ColumnForm{Kind::day, SQL_C_TYPE_DATE, sizeof(SQL_DATE_STRUCT)};
    case SQL_BIT:
      return ColumnForm{Kind::bit, SQL_C_BIT, 1};
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
      return std::nullopt;
    default:
      return text_form(0);
  }
}

}  // namespace dataflow::connectors::odbc
