// A folder of CSV files as a list of tables.
#pragma once

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

}  // namespace dataflow::connectors::csv
