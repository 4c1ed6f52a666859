// The file that scripts faults: YAML, every fault of its own reported with its place.
#pragma once

#include <filesystem>
#include <optional>

#include "agent/core/fault.h"
#include "receiver/faults.h"

namespace dataflow::receiver {

/// Reads the script, whose shape docs/central-receiver.md describes. Everything that is wrong in it
/// is added to `faults`; nothing is returned when there was something.
[[nodiscard]] std::optional<FaultScript> read_fault_script(const std::filesystem::path& file,
                                                           Faults& faults);

}  // namespace dataflow::receiver
