// The registry lists every kind of source this build can read.
#pragma once

#include <span>
#include <string_view>

#include "connectors/connector.h"

namespace dataflow::connectors {

/// All kinds, in the order the documentation shows them.
[[nodiscard]] std::span<const Kind> kinds();

/// The kind with that name, or null.
[[nodiscard]] const Kind* find_kind(std::string_view name);

}  // namespace dataflow::connectors
