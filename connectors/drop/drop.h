// A Drop is a folder into which another program puts its export: whether that has finished.
#pragma once

#include <chrono>
#include <filesystem>
#include <span>
#include <string>

#include "agent/core/result.h"

namespace dataflow::connectors {

/// How the end of an export shows. Nothing asked for: a folder is taken as it stands.
struct Drop {
  std::string marker;  ///< a file of that name is written last, each time; empty: none is
  std::chrono::seconds quiet{0};  ///< no file may have been written for so long
};

/// An error with remedy wait when the export has not finished: the marker is missing or older than
/// one of the files, or one of them was written too shortly before `now`.
[[nodiscard]] Result<void> check_finished(const std::filesystem::path& folder,
                                          std::span<const std::filesystem::path> files,
                                          const Drop& drop, std::filesystem::file_time_type now);

}  // namespace dataflow::connectors
