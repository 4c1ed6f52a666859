// The secrets of a council, for a search that must find each of them.
#pragma once

#include <cstddef>

#include "agent/app/plan.h"
#include "agent/support/known_values.h"

namespace dataflow::support {

/// Adds every secret that the settings name, the ledger's key and the signing key. Gives how many
/// could not be read here, because only the service is given them: those are not in its files
/// either.
[[nodiscard]] std::size_t add_secrets(const settings::Settings& settings, KnownValues& values);

}  // namespace dataflow::support
