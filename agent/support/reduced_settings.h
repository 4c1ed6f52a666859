// agent.yaml as a stranger may see it: the settings of a list, and of all others only that they are
// set.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "agent/core/result.h"

namespace dataflow::support {

struct ReducedSettings {
  /// YAML again, in the file's order. Comments, addresses, accounts, paths, names of keys and
  /// places of secrets are not in it.
  std::string text;
  std::vector<std::string> hidden;  ///< the values that it has as "(set)"
};

/// Remedy stop: the file cannot be read.
[[nodiscard]] Result<ReducedSettings> reduced_settings(const std::filesystem::path& file);

}  // namespace dataflow::support
