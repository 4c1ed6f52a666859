#include "connectors/csv/examination.h"

#include <algorithm>

#include <fmt/format.h>

#include "connectors/may_write.h"

namespace dataflow::connectors::csv {

namespace {

namespace fs = std::filesystem;

Remark rights(const fs::path& folder, std::span<const TablePath> tables) {
  const bool files = std::any_of(tables.begin(), tables.end(),
                                 [](const TablePath& table) { return may_write(table.file); });
  if (files || may_write(folder)) {
    return {"rights", Remark::Weight::warning,
            fmt::format("This account may write to {}, and needs to read only.",
                        files ? "files of the folder" : "the folder")};
  }
  return {"rights", Remark::Weight::note,
          "This account may read the folder and its files, and not write to them."};
}

Remark end_of_export(const Drop& drop) {
  if (!drop.marker.empty()) {
    return {"export", Remark::Weight::note, "The marker file says when an export is complete."};
  }
  if (drop.quiet.count() > 0) {
    return {"export", Remark::Weight::note,
            fmt::format("An export counts as complete when nothing was written for {} seconds.",
                        drop.quiet.count())};
  }
  return {"export", Remark::Weight::warning,
          "Nothing says when an export is complete: set 'marker' or 'quiet_seconds', or a run may "
          "read old and new files together."};
}

/// How far apart the files were written.
Remark age(std::span<const TablePath> tables) {
  fs::file_time_type oldest = fs::file_time_type::max();
  fs::file_time_type newest = fs::file_time_type::min();
  for (const auto& table : tables) {
    std::error_code gone;
    const auto written = fs::last_write_time(table.file, gone);
    if (gone) continue;
    oldest = std::min(oldest, written);
    newest = std::max(newest, written);
  }
  if (newest < oldest) return {"files", Remark::Weight::warning, "The folder has no CSV file."};
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(newest - oldest).count();
  return {
      "files", Remark::Weight::note,
      fmt::format("The {} CSV files were written within {} minutes.", tables.size(), minutes + 1)};
}

}  // namespace

Examination examine_folder(const fs::path& folder, std::span<const TablePath> tables,
                           const Drop& drop) {
  return {{rights(folder, tables), end_of_export(drop), age(tables)}, "", {}};
}

}  // namespace dataflow::connectors::csv
