#include "connectors/odbc/statement.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "connectors/odbc/wide_text.h"

namespace dataflow::connectors::odbc {

namespace {

constexpr std::size_t kMostOfAName = 4096;
constexpr std::size_t kPiece = 16'384;  // units, with the zero at the end

/// How many units of the piece are text.
std::size_t units_in(SQLRETURN code, SQLLEN left) {
  constexpr std::size_t kFull = kPiece - 1;
  if (left == SQL_NO_TOTAL) return kFull;
  const std::size_t units = static_cast<std::size_t>(left) / sizeof(SQLWCHAR);
  return code == SQL_SUCCESS_WITH_INFO ? std::min(units, kFull) : units;
}

}  // namespace

Result<void> Statement::check(SQLRETURN code) const {
  if (SQL_SUCCEEDED(code)) return {};
  return error();
}

Result<void> Statement::execute(std::string_view sql) {
  WideText text(sql);
  const SQLRETURN code = SQLExecDirectW(get(), text.data(), text.length<SQLINTEGER>());
  // NO_DATA is the answer to a statement that touched no row.
  return code == SQL_NO_DATA ? Result<void>() : check(code);
}

Result<Fetched> Statement::fetch() {
  const SQLRETURN code = SQLFetch(get());
  if (code == SQL_NO_DATA) return Fetched::none;
  TRY(check(code));
  return Fetched::some;
}

Result<std::optional<std::string>> Statement::text(SQLUSMALLINT column) {
  std::size_t ignored = 0;  // a name that is no Unicode is no name of a wish either
  return text(column, kMostOfAName, ignored);
}

Result<std::optional<std::string>> Statement::text(SQLUSMALLINT column, std::size_t most,
                                                   std::size_t& replaced) {
  std::array<SQLWCHAR, kPiece> piece;
  std::vector<SQLWCHAR> units;
  std::string out;
  while (true) {
    SQLLEN left = 0;
    const SQLRETURN code = SQLGetData(get(), column, SQL_C_WCHAR, piece.data(),
                                      static_cast<SQLLEN>(sizeof(piece)), &left);
    if (code == SQL_NO_DATA) break;
    TRY(check(code));
    if (left == SQL_NULL_DATA) return std::optional<std::string>();
    const std::size_t got = units_in(code, left);
    if (units.size() + got > most) {
      return Error{Remedy::stop, where_, fmt::format("A text is longer than {} characters.", most),
                   "Leave the column out of the mapping, or let the source cut it."};
    }
    units.insert(units.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(got));
    if (code == SQL_SUCCESS) break;
  }
  replaced += append_utf8(out, units);
  return std::optional(std::move(out));
}

}  // namespace dataflow::connectors::odbc
