#include "connectors/csv/folder.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "connectors/wishes.h"

namespace dataflow::connectors::csv {

namespace {

namespace fs = std::filesystem;

Error unreadable(const fs::path& folder, const std::error_code& reason) {
  return {Remedy::stop, folder.string(),
          fmt::format("the folder cannot be read: {}.", reason.message()),
          "Check 'folder' in the settings and that this account may read it."};
}

bool is_table(const fs::directory_entry& entry) {
  std::error_code ignored;  // a file that cannot be asked is no table; a wish for it will be missed
  return same_name(entry.path().extension().string(), ".csv") && entry.is_regular_file(ignored);
}

bool comes_before(const TablePath& a, const TablePath& b) {
  return a.file < b.file;
}

Result<void> check_distinct(const std::vector<TablePath>& tables) {
  for (auto one = tables.begin(); one != tables.end(); ++one) {
    const auto twin = std::find_if(one + 1, tables.end(), [&](const TablePath& other) {
      return same_name(one->table, other.table);
    });
    if (twin == tables.end()) continue;
    return Error{Remedy::stop, twin->file.string(),
                 fmt::format("it is the same table as {}.", one->file.filename().string()),
                 "Rename or remove one of the two files."};
  }
  return {};
}

}  // namespace

Result<std::vector<TablePath>> tables_of(const fs::path& folder) {
  std::vector<TablePath> tables;
  std::error_code failure;
  fs::directory_iterator entry(folder, failure);
  while (!failure && entry != fs::directory_iterator()) {
    if (is_table(*entry)) tables.push_back({entry->path().stem().string(), entry->path()});
    entry.increment(failure);
  }
  if (failure) return unreadable(folder, failure);
  std::sort(tables.begin(), tables.end(), comes_before);
  TRY(check_distinct(tables));
  return tables;
}

}  // namespace dataflow::connectors::csv
