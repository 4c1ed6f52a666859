// Reads a small CSV file, such as Excel saves, as rows that know their lines.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "agent/core/fault.h"

namespace dataflow::mapping {

struct CsvRow {
  std::size_t line;  ///< on which the row begins, counted from 1
  std::vector<std::string> cells;
};

/// All rows that are not empty, the header included. UTF-8 with or without a byte order mark; the
/// first line decides between comma and semicolon. A file that cannot be read, is not UTF-8 or has
/// a quote out of place is a fault, and the rows before it are returned.
[[nodiscard]] std::vector<CsvRow> read_csv_rows(const std::filesystem::path& file, Faults& faults);

}  // namespace dataflow::mapping
