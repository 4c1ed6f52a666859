// Versions: the folder of standards, config/standards/<name>/<version>, seen from outside.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/fault.h"
#include "agent/standard/standard.h"

namespace dataflow::standard {

/// The ids of all versions in the folder, such as "dfe-csc/1.0.1": by name, the newest version
/// first. Empty when the folder cannot be read or holds none.
[[nodiscard]] std::vector<std::string> versions_in(const std::filesystem::path& standards);

/// Loads a version by its id. Beyond the faults of Standard::load: an id that the folder does not
/// hold, and files that call the version by another name or number than their folder.
[[nodiscard]] std::optional<Standard> load_version(const std::filesystem::path& standards,
                                                   std::string_view id, Faults& faults);

}  // namespace dataflow::standard
