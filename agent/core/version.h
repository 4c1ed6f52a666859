// The version of the program.
#pragma once

#include <string_view>

namespace dataflow {

/// As CMake has it: "0.1.0".
[[nodiscard]] std::string_view program_version();

}  // namespace dataflow
