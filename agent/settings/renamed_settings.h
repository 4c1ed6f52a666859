// Settings that had another name or form in an earlier version: what to write instead.
#pragma once

#include <string>
#include <vector>

#include "agent/yaml/reader.h"

namespace dataflow::settings {

/// Adds a fault for each of them that the file still has, with what to write in its place. Gives
/// their names, which then need no other fault.
[[nodiscard]] std::vector<std::string> report_renamed(const yaml::Node& root);

}  // namespace dataflow::settings
