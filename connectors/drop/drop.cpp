#include "connectors/drop/drop.h"

#include <fmt/format.h>

#include "connectors/drop/stamp.h"

namespace dataflow::connectors {

namespace {

Error unfinished(const std::filesystem::path& where, std::string what) {
  return {Remedy::wait, where.string(), std::move(what),
          "The export is waited for: it is tried again."};
}

Result<void> check_marker(const std::filesystem::path& marker,
                          std::span<const std::filesystem::path> files) {
  std::error_code failure;
  const auto written = std::filesystem::last_write_time(marker, failure);
  if (failure) return unfinished(marker, "the marker file of the export is not there.");
  for (const auto& file : files) {
    TRY_ASSIGN(const Stamp stamp, stamp_of(file));
    if (stamp.written > written) {
      return unfinished(file, "the file is newer than the marker file of the export.");
    }
  }
  return {};
}

Result<void> check_quiet(std::span<const std::filesystem::path> files, std::chrono::seconds quiet,
                         std::filesystem::file_time_type now) {
  for (const auto& file : files) {
    TRY_ASSIGN(const Stamp stamp, stamp_of(file));
    // A time of writing that lies ahead says that the clocks differ, not that somebody writes.
    const bool recently = stamp.written <= now && stamp.written + quiet > now;
    if (!recently) continue;
    return unfinished(
        file, fmt::format("the file was written within the last {} seconds.", quiet.count()));
  }
  return {};
}

}  // namespace

Result<void> check_finished(const std::filesystem::path& folder,
                            std::span<const std::filesystem::path> files, const Drop& drop,
                            std::filesystem::file_time_type now) {
  if (!drop.marker.empty()) TRY(check_marker(folder / drop.marker, files));
  return check_quiet(files, drop.quiet, now);
}

}  // namespace dataflow::connectors
