#include "connectors/files/examination.h"

#include <algorithm>

#include <fmt/format.h>

namespace dataflow::connectors::files {

namespace {

using Weight = Remark::Weight;

Remark rights(const Store& store, std::span<const TableName> tables) {
  std::vector<std::string> names;
  for (const auto& table : tables) names.push_back(table.file);
  switch (store.rights(names)) {
    case Rights::write_files:
      return {"rights", Weight::warning,
              "This account may write to files of the export, and needs to read only."};
    case Rights::write_folder:
      return {"rights", Weight::warning,
              "This account may write to the folder, and needs to read only."};
    case Rights::read:
      return {"rights", Weight::note,
              "This account may read the folder and its files, and not write to them."};
    case Rights::unknown:
      break;
  }
  return {"rights", Weight::note,
          "Whether the account could write is known to the server only; it needs to read only."};
}

Remark end_of_export(const Drop& drop) {
  if (!drop.marker.empty()) {
    return {"export", Weight::note, "The marker file says when an export is complete."};
  }
  if (drop.quiet.count() > 0) {
    return {"export", Weight::note,
            fmt::format("An export counts as complete when nothing was written for {} seconds.",
                        drop.quiet.count())};
  }
  return {"export", Weight::warning,
          "Nothing says when an export is complete: set 'marker' or 'quiet_seconds', or a run may "
          "read old and new files together."};
}

/// How far apart the files were written.
Remark age(std::span<const TableName> tables, const std::string& format) {
  if (tables.empty()) {
    return {"files", Weight::warning, fmt::format("There is no {} file.", format)};
  }
  const auto [oldest, newest] = std::minmax_element(
      tables.begin(), tables.end(),
      [](const TableName& a, const TableName& b) { return a.stamp.written < b.stamp.written; });
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(newest->stamp.written -
                                                                        oldest->stamp.written)
                           .count();
  return {"files", Weight::note,
          fmt::format("The {} {} files were written within {} minutes.", tables.size(), format,
                      minutes + 1)};
}

}  // namespace

Examination examine(const Store& store, std::span<const TableName> tables, const Drop& drop,
                    const std::string& format) {
  return {{rights(store, tables), end_of_export(drop), age(tables, format)}, "", {}};
}

}  // namespace dataflow::connectors::files
