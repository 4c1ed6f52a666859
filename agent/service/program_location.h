// Finds what was installed beside the program.
#pragma once

#include <filesystem>

namespace dataflow::service {

/// <prefix>/share/dataflow-agent for a program in <prefix>/bin: the standards and mappings.
[[nodiscard]] std::filesystem::path shipped_folder();

}  // namespace dataflow::service
