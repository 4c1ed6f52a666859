// Whether this account may write to a file or a folder of a source.
#pragma once

#include <filesystem>

namespace dataflow::connectors {

/// Asks the system and writes nothing. On Windows a folder's own attributes decide, and not its
/// access list.
[[nodiscard]] bool may_write(const std::filesystem::path& path);

}  // namespace dataflow::connectors
