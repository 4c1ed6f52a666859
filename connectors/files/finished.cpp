#include "connectors/files/finished.h"

#include <algorithm>

#include <fmt/format.h>

#include "connectors/wishes.h"

namespace dataflow::connectors::files {

namespace {

Error unfinished(std::string where, std::string what) {
  return {Remedy::wait, std::move(where), std::move(what),
          "The export is waited for: it is tried again."};
}

/// The files were asked for their times before the marker is: a file that is written again
/// afterwards is found to have changed.
Result<void> check_marker(Store& store, const std::string& marker,
                          const std::vector<TableName>& tables) {
  TRY_ASSIGN(const auto last, store.find(marker));
  if (!last) {
    return unfinished(store.place(marker), "the marker file of the export is not there.");
  }
  for (const auto& table : tables) {
    if (table.stamp.written <= last->written) continue;
    return unfinished(store.place(table.file),
                      "the file is newer than the marker file of the export.");
  }
  return {};
}

Result<void> check_quiet(const Store& store, const std::vector<TableName>& tables,
                         std::chrono::seconds quiet, FileTime now) {
  for (const auto& table : tables) {
    const FileTime written = table.stamp.written;
    // A time of writing that lies ahead says that the clocks differ, not that somebody writes.
    const bool recently = written <= now && written + quiet > now;
    if (!recently) continue;
    return unfinished(
        store.place(table.file),
        fmt::format("the file was written within the last {} seconds.", quiet.count()));
  }
  return {};
}

Result<void> check_distinct(const Store& store, const std::vector<TableName>& tables) {
  for (auto one = tables.begin(); one != tables.end(); ++one) {
    const auto twin = std::find_if(one + 1, tables.end(), [&](const TableName& other) {
      return same_name(one->table, other.table);
    });
    if (twin == tables.end()) continue;
    return Error{Remedy::stop, store.place(twin->file),
                 fmt::format("it is the same table as {}.", one->file),
                 "Rename or remove one of the two files."};
  }
  return {};
}

/// The table's name when the file has that extension and a name before it; empty otherwise.
std::string table_of(const std::string& file, std::string_view extension) {
  if (file.size() <= extension.size()) return "";
  const std::size_t stem = file.size() - extension.size();
  return same_name(std::string_view(file).substr(stem), extension) ? file.substr(0, stem) : "";
}

}  // namespace

Result<std::vector<TableName>> finished_tables(Store& store, std::string_view extension,
                                               const Drop& drop, FileTime now) {
  TRY_ASSIGN(const auto files, store.list());
  std::vector<TableName> tables;
  for (const auto& file : files) {
    if (auto table = table_of(file, extension); !table.empty()) tables.push_back({table, file, {}});
  }
  TRY(check_distinct(store, tables));
  for (auto& table : tables) {
    TRY_ASSIGN(table.stamp, stamp_of(store, table.file));
  }
  TRY(check_finished(store, tables, drop, now));
  return tables;
}

Result<void> check_finished(Store& store, const std::vector<TableName>& tables, const Drop& drop,
                            FileTime now) {
  if (!drop.marker.empty()) TRY(check_marker(store, drop.marker, tables));
  return check_quiet(store, tables, drop.quiet, now);
}

}  // namespace dataflow::connectors::files
