// The Header of a table that people keep in Excel: its columns' names, checked before a row is
// read.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/result.h"
#include "agent/core/snapshot.h"

namespace dataflow::connectors::excel {

struct Header {
  std::vector<std::string> columns;  ///< without white space at their ends
  std::size_t unnamed = 0;           ///< empty columns after the last name, as Excel writes them
};

/// `place` is the header's place for errors: "file:line".
///
/// Errors: no names at all, a column without a name before one that has one, two columns of the
/// same name (case ignored), and a name that begins with a digit. That last is how a table without
/// a header shows itself: every row of a child has an id or a date. Errors give the number of a
/// column and not its name, because the name may be a value.
[[nodiscard]] Result<Header> read_header(std::span<const Cell> cells, std::string_view place);

/// Whether only one cell of the first row has text: a title stands like that above a table.
[[nodiscard]] bool may_be_title(std::span<const Cell> first);

/// An error when the second row looks like the names of columns. Only for a first row that may be
/// a title. `place` is that of the first row, and `line` the number of the second.
[[nodiscard]] Result<void> check_no_title(std::span<const Cell> second, std::string_view place,
                                          std::size_t line);

}  // namespace dataflow::connectors::excel
