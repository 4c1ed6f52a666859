// A code table is a CSV file, kept in Excel, that says what the council's own codes stand for.
#pragma once

#include <filesystem>
#include <vector>

#include "agent/core/fault.h"
#include "agent/mapping/local_codes.h"
#include "agent/standard/code_list.h"

namespace dataflow::mapping {

/// Reads a CSV file in UTF-8, with or without a byte order mark, with commas or semicolons. The
/// first row names the columns, in any case and order: "local code", "national code", and if wanted
/// "from", "to" (days: 2026-06-01 or 01/06/2026) and "note", which is not read.
///
/// Every fault is added to `faults` with the line of the CSV file: a column that is missing or not
/// known, a code that `list` does not hold, a day that is none, a span that ends before it begins,
/// two rows for one local code (case ignored) whose days overlap. What is right is returned.
[[nodiscard]] std::vector<LocalCode> read_code_table(const std::filesystem::path& file,
                                                     const standard::CodeList& list,
                                                     Faults& faults);

/// "Did you mean 'X'?" for a text that is no code of the list: the nearest by code, then the
/// nearest by meaning; empty when none is near.
[[nodiscard]] std::string suggest_code(std::string_view text, const standard::CodeList& list);

/// The codes that a text may be meant for: the nearest by code and the nearest by meaning.
[[nodiscard]] std::vector<std::string> nearest_codes(std::string_view text,
                                                     const standard::CodeList& list);

}  // namespace dataflow::mapping
