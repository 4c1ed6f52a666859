// Writes a support bundle: one zip archive, once every file of it was searched.
#pragma once

#include <filesystem>
#include <vector>

#include "agent/core/result.h"
#include "agent/support/bundle_file.h"
#include "agent/support/known_values.h"

namespace dataflow::support {

/// Each file as it may leave: without what is too short to tell of anybody. An error, which names
/// the file and the kind of field and never the value, when one holds a known value. Remedy stop.
[[nodiscard]] Result<std::vector<BundleFile>> cleared(const std::vector<BundleFile>& files,
                                                      const KnownValues& values);

/// A new archive of these files and of contents.txt, which lists them with their SHA-256. An
/// existing file is never overwritten, and a crash leaves none. Remedy stop.
[[nodiscard]] Result<void> write_archive(const std::filesystem::path& file,
                                         const std::vector<BundleFile>& files);

}  // namespace dataflow::support
