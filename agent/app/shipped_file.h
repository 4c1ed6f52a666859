// A shipped file is one that came with the program and is called by its name alone.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "agent/core/fault.h"
#include "agent/settings/settings.h"

namespace dataflow::app {

/// What a setting names: a path (with a slash, or ending in .yaml) counted from the settings file,
/// or else a shipped file by its name, without .yaml. Nothing, with a fault that calls it `what`,
/// when no shipped file has that name.
[[nodiscard]] std::optional<std::filesystem::path> shipped_or_own(
    const settings::Settings& settings, const settings::Placed& name, std::string_view what,
    const std::filesystem::path& folder, Faults& faults);

}  // namespace dataflow::app
