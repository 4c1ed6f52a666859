// A Statement runs one SQL statement and gives the rows of its answer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "agent/core/result.h"
#include "connectors/odbc/diagnosis.h"
#include "connectors/odbc/handle.h"

namespace dataflow::connectors::odbc {

/// Whether there is another row, or another rowset.
enum class Fetched { some, none };

/// For one thread; close it before its Connection.
class Statement {
 public:
  /// `where` stands in its errors.
  Statement(StatementHandle handle, std::string where)
      : handle_(std::move(handle)), where_(std::move(where)) {}

  [[nodiscard]] Result<void> execute(std::string_view sql);
  [[nodiscard]] Result<Fetched> fetch();

  /// The text of a column of the present row that is not bound, counted from 1; in pieces, from
  /// left to right, each column once. NULL is nothing. An error where it is longer than `most`
  /// units of UTF-16. What could not be UTF-8 is counted in `replaced`.
  [[nodiscard]] Result<std::optional<std::string>> text(SQLUSMALLINT column, std::size_t most,
                                                        std::size_t& replaced);
  /// The same for names and small numbers.
  [[nodiscard]] Result<std::optional<std::string>> text(SQLUSMALLINT column);

  [[nodiscard]] SQLHSTMT get() const { return handle_.get(); }
  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] Diagnosis diagnosis() const { return diagnosis_of(handle_); }
  [[nodiscard]] Error error() const { return error_of(diagnosis(), where_); }

  /// For calls that this class does not name: an error unless the return code is a success.
  [[nodiscard]] Result<void> check(SQLRETURN code) const;

 private:
  StatementHandle handle_;
  std::string where_;
};

}  // namespace dataflow::connectors::odbc
