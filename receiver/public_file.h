// Files that anybody may read: certificates, public keys, the number of the port.
#pragma once

#include <filesystem>
#include <string_view>

#include "agent/core/result.h"

namespace dataflow::receiver {

/// Writes a file that is not there yet. Remedy stop when it is, or when it cannot be written.
[[nodiscard]] Result<void> write_new_file(const std::filesystem::path& file,
                                          std::string_view content);

/// Puts the content into the place of the file at once: whoever reads it finds all of it.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& file,
                                        std::string_view content);

}  // namespace dataflow::receiver
