// Holds what stands under `source:` against what that kind of source takes.
#pragma once

#include "agent/core/fault.h"
#include "agent/settings/settings.h"
#include "connectors/connector.h"

namespace dataflow::app {

/// The kind that `source.kind` names; null, with a fault, when there is none.
[[nodiscard]] const connectors::Kind* find_source_kind(const settings::Settings& settings,
                                                       Faults& faults);

/// The options with paths made absolute. Adds a fault for every option that is unknown, missing or
/// of the wrong type.
[[nodiscard]] connectors::Options check_source_options(const settings::Settings& settings,
                                                       const connectors::Kind& kind,
                                                       Faults& faults);

}  // namespace dataflow::app
