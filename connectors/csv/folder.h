// A folder of CSV files as a list of tables, and whether a file changed while it was read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "agent/core/result.h"

namespace dataflow::connectors::csv {

/// ssd_person.csv is the table ssd_person.
struct TablePath {
  std::string table;
  std::filesystem::path file;
};

/// The CSV files of the folder, sorted by name. The extension may be in any case; sub-folders and
/// other files are left out.
///
/// Errors (remedy stop): no such folder, no right to read it, two files for one table.
[[nodiscard]] Result<std::vector<TablePath>> tables_of(const std::filesystem::path& folder);

/// By what a change of a file shows.
struct Stamp {
  std::uintmax_t size = 0;
  std::filesystem::file_time_type written;
  bool operator==(const Stamp&) const = default;
};

/// Error: remedy wait when the file is not there any more, because it was in the list.
[[nodiscard]] Result<Stamp> stamp_of(const std::filesystem::path& file);

/// An error with remedy wait when the file is not as it was.
[[nodiscard]] Result<void> check_unchanged(const std::filesystem::path& file, const Stamp& before);

}  // namespace dataflow::connectors::csv
