// agent.yaml as a stranger may see it: the settings of a list, and of all others only that they are
// set.
#pragma once

#include <filesystem>
#include <string>

#include "agent/core/result.h"

namespace dataflow::support {

/// YAML again, in the file's order. Comments, addresses, accounts, paths, names of keys and places
/// of secrets are not in it. Remedy stop: the file cannot be read.
[[nodiscard]] Result<std::string> reduced_settings(const std::filesystem::path& file);

}  // namespace dataflow::support
