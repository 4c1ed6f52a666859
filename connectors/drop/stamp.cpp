#include "connectors/drop/stamp.h"

#include <system_error>

#include <fmt/format.h>

namespace dataflow::connectors {

Result<Stamp> stamp_of(const std::filesystem::path& file) {
  std::error_code failure;
  Stamp stamp;
  stamp.size = std::filesystem::file_size(file, failure);
  if (!failure) stamp.written = std::filesystem::last_write_time(file, failure);
  if (!failure) return stamp;
  return Error{Remedy::wait, file.string(),
               fmt::format("the file was there and cannot be found now: {}.", failure.message()),
               "The folder is being written: it is tried again."};
}

Result<void> check_unchanged(const std::filesystem::path& file, const Stamp& before) {
  TRY_ASSIGN(const Stamp now, stamp_of(file));
  if (now == before) return {};
  return Error{Remedy::wait, file.string(), "the file was being written while it was read.",
               "It is tried again; let the export finish first."};
}

}  // namespace dataflow::connectors
