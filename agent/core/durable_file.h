// Files that have to be there, whole, after a power cut.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "agent/core/result.h"

namespace dataflow {

/// Waits until the names in the folder are on the disk: after a file was made, renamed or removed.
/// Windows does that by itself. Remedy stop.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& folder);

/// Makes a new file: `make` writes it under another name, and once it is whole it gets its own. A
/// crash leaves either the whole file or none, and of two processes that make it, one is told that
/// the name is taken. An existing file is never overwritten. Remedy stop.
[[nodiscard]] Result<void> make_file(
    const std::filesystem::path& file,
    const std::function<Result<void>(const std::filesystem::path& making)>& make);

/// Writes the file, closed to other accounts, in the place of an older one. After a power cut there
/// is either the older content or the new, never a piece. Remedy stop.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& file,
                                        std::string_view content);

}  // namespace dataflow
