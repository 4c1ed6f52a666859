// Whether a file is there, asked so that a refusal is no exception.
#pragma once

#include <filesystem>

namespace dataflow {

/// True only when the system says that there is no such file. One in a folder that this account may
/// not enter is not missing: whoever opens it says what is wrong.
[[nodiscard]] inline bool is_missing(const std::filesystem::path& file) {
  std::error_code refused;
  return std::filesystem::status(file, refused).type() == std::filesystem::file_type::not_found;
}

}  // namespace dataflow
