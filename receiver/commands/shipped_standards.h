// Where the standards are that were installed with the program.
#pragma once

#include <filesystem>

namespace dataflow::receiver {

/// <folder of the program>/../share/dataflow-receiver/standards
[[nodiscard]] std::filesystem::path shipped_standards();

}  // namespace dataflow::receiver
