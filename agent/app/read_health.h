// Reads how the agent is, for those who have its settings and no open ledger.
#pragma once

#include "agent/core/clock.h"
#include "agent/health/health.h"
#include "agent/settings/settings.h"

namespace dataflow::app {

/// Opens the ledger by a connection of its own, for reading only, and closes it again. Neither
/// mapping nor source is needed. Errors say that ledger or key cannot be read.
[[nodiscard]] Result<health::Health> read_health(const settings::Settings& settings, Instant now);

}  // namespace dataflow::app
