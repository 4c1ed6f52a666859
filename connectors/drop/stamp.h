// A Stamp is how a file looked at one moment, so that a change while it is read shows.
#pragma once

#include <cstdint>
#include <filesystem>

#include "agent/core/result.h"

namespace dataflow::connectors {

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

}  // namespace dataflow::connectors
