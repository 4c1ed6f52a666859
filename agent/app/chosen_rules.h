// The rules that a council judges by: the standard's, with the weights that the settings give them.
#pragma once

#include <vector>

#include "agent/core/fault.h"
#include "agent/settings/settings.h"
#include "agent/standard/standard.h"

namespace dataflow::app {

/// Adds a fault for each number under `rules:` that the standard does not know, that stands there
/// twice, or whose weight cannot be changed.
[[nodiscard]] std::vector<standard::Rule> chosen_rules(const settings::Settings& settings,
                                                       const standard::Standard& standard,
                                                       Faults& faults);

}  // namespace dataflow::app
