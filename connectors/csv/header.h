// The header of a CSV file: the names of its columns, checked before a row is read by them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/result.h"
#include "agent/core/snapshot.h"

namespace dataflow::connectors::csv {

/// The trimmed names of the columns. `place` is the header's "file:line" for errors.
///
/// Errors: a column without a name, two columns of the same name (case ignored), more columns than
/// Excel has, and a name that begins with a digit. That last is how a file without a header shows
/// itself: every row of a child has an id or a date. Errors give the number of a column and not its
/// name, because the name may be a value.
[[nodiscard]] Result<std::vector<std::string>> column_names(std::span<const Cell> header,
                                                            std::string_view place);

}  // namespace dataflow::connectors::csv
