#include "connectors/odbc/rowset.h"

#include <algorithm>
#include <cstring>

#include "agent/core/ascii.h"
#include "connectors/odbc/cell_text.h"
#include "connectors/odbc/wide_text.h"

namespace dataflow::connectors::odbc {

namespace {

constexpr std::size_t kMostBytes = 4'000'000;
constexpr std::size_t kMostRows = 1000;

template <class Struct>
Struct struct_at(const char* value) {
  Struct read;
  std::memcpy(&read, value, sizeof(read));
  return read;
}

/// What the driver wrote, with the zero at its end left out.
std::size_t room_in(const ColumnForm& form) {
  return form.width - (form.kind == ColumnForm::Kind::text ? sizeof(SQLWCHAR) : 1);
}

std::span<const SQLWCHAR> units_at(const char* value, std::size_t bytes) {
  // The driver wrote units there; a vector's memory is aligned for all of them.
  return {reinterpret_cast<const SQLWCHAR*>(value),  // NOLINT: see above
          bytes / sizeof(SQLWCHAR)};
}

}  // namespace

std::size_t rows_for(std::span<const ColumnForm> forms) {
  std::size_t width = 1;
  for (const auto& form : forms) width += form.width + sizeof(SQLLEN);
  return std::clamp<std::size_t>(kMostBytes / width, 1, kMostRows);
}

Rowset::Rowset(std::span<const ColumnForm> forms, std::size_t rows) : rows_(rows), states_(rows) {
  columns_.reserve(forms.size());
  for (const auto& form : forms) {
    columns_.push_back({form, std::vector<char>(form.width * rows), std::vector<SQLLEN>(rows)});
  }
}

Result<void> Rowset::bind(Statement& statement) {
  const auto set = [&](SQLINTEGER attribute, SQLPOINTER value) {
    return statement.check(SQLSetStmtAttr(statement.get(), attribute, value, 0));
  };
  // ODBC passes whole numbers where a pointer stands.
  TRY(set(SQL_ATTR_ROW_ARRAY_SIZE, reinterpret_cast<SQLPOINTER>(rows_)));  // NOLINT
  TRY(set(SQL_ATTR_ROWS_FETCHED_PTR, &fetched_));
  TRY(set(SQL_ATTR_ROW_STATUS_PTR, states_.data()));
  SQLUSMALLINT number = 0;
  for (auto& column : columns_) {
    TRY(statement.check(SQLBindCol(statement.get(), ++number, column.form.c_type,
                                   column.values.data(), static_cast<SQLLEN>(column.form.width),
                                   column.lengths.data())));
  }
  return {};
}

Result<std::size_t> Rowset::fetch(Statement& statement) {
  fetched_ = 0;
  TRY_ASSIGN(const Fetched fetched, statement.fetch());
  if (fetched == Fetched::none) return std::size_t{0};
  // A rowset with one bad row among many is a success to ODBC.
  for (std::size_t row = 0; row < fetched_; ++row) {
    if (states_[row] != SQL_ROW_SUCCESS && states_[row] != SQL_ROW_SUCCESS_WITH_INFO) {
      return statement.error();
    }
  }
  return static_cast<std::size_t>(fetched_);
}

Rowset::Written Rowset::write(std::size_t row, std::size_t column, Guids guids, std::string& out,
                              std::size_t& replaced) const {
  using Kind = ColumnForm::Kind;
  const auto& [form, values, lengths] = columns_[column];
  const SQLLEN length = lengths[row];
  const char* value = values.data() + row * form.width;
  out.clear();
  if (length == SQL_NULL_DATA) return Written::null;
  switch (form.kind) {
    case Kind::moment:
      write_moment(out, struct_at<SQL_TIMESTAMP_STRUCT>(value));
      return Written::text;
    case Kind::day:
      write_day(out, struct_at<SQL_DATE_STRUCT>(value));
      return Written::text;
    case Kind::bit:
      out += *value == 0 ? '0' : '1';
      return Written::text;
    default:
      break;
  }
  if (length < 0 || static_cast<std::size_t>(length) > room_in(form)) return Written::cut;
  const auto bytes = static_cast<std::size_t>(length);
  if (form.kind == Kind::text) {
    replaced += append_utf8(out, units_at(value, bytes));
  } else if (form.kind == Kind::guid && guids == Guids::in_small_letters) {
    out = ascii::lowered({value, bytes});
  } else {
    write_digits(out, {value, bytes});
  }
  return Written::text;
}

}  // namespace dataflow::connectors::odbc
