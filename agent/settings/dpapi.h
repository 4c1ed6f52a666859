// Secrets that Windows keeps for one account (DPAPI).
#pragma once

#include <filesystem>

#include "agent/core/result.h"
#include "agent/core/secret.h"

namespace dataflow::settings {

/// Opens a file that CryptProtectData or .NET's ProtectedData wrote, without additional entropy.
/// Only the account that wrote it, or the machine where it was written for that, can. Remedy stop;
/// always so on other systems.
[[nodiscard]] Result<Secret> read_dpapi(const std::filesystem::path& file);

}  // namespace dataflow::settings
