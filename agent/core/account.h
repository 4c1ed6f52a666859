// Whose files are made: those that root makes for another account, that account cannot open.
#pragma once

#include <filesystem>

#include "agent/core/result.h"

namespace dataflow {

/// An error, remedy stop, when this is root and the folder of the file belongs to another account,
/// such as that of the service: the hint has the command for that account. On Windows a folder's
/// access list is inherited by what is made in it, so nothing is asked there.
[[nodiscard]] Result<void> check_account(const std::filesystem::path& file);

}  // namespace dataflow
