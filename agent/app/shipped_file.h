// A shipped file is one that came with the program and is called by its name alone.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "agent/core/fault.h"
#include "agent/settings/settings.h"

namespace dataflow::app {

/// What is called so: a path (with a slash, or ending in .yaml) counted from the folder of the
/// settings, or else a file of the shipped folder by its name, without .yaml. It need not be there.
[[nodiscard]] std::filesystem::path file_called(const std::string& name,
                                                const std::filesystem::path& of_settings,
                                                const std::filesystem::path& shipped);

/// What a setting names, as file_called has it. Nothing, with a fault that calls it `what`, when no
/// shipped file has that name.
[[nodiscard]] std::optional<std::filesystem::path> shipped_or_own(
    const settings::Settings& settings, const settings::Placed& name, std::string_view what,
    const std::filesystem::path& folder, Faults& faults);

}  // namespace dataflow::app
