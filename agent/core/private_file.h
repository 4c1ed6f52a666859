// Files that only this account may read: private keys, secrets, the key of the ledger.
#pragma once

#include <filesystem>
#include <string_view>

#include "agent/core/result.h"
#include "agent/core/secret.h"

namespace dataflow {

/// Reads the whole file. On Linux a file that other accounts could read is refused with the
/// command that mends it; on Windows the folder's access list guards it. Remedy stop.
[[nodiscard]] Result<Secret> read_private_file(const std::filesystem::path& file);

/// Writes a new file that only this account may read; its content survives a power cut. An existing
/// file is never overwritten.
[[nodiscard]] Result<void> write_private_file(const std::filesystem::path& file,
                                              std::string_view content);

/// Reads any file as a whole, for example a certificate or a public key. Remedy stop.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file);

}  // namespace dataflow
