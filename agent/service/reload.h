// Reloading: the settings are read again while the service runs, and taken only as a whole.
#pragma once

#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/service/equipment.h"
#include "agent/service/host.h"

namespace dataflow::service {

/// Reads the settings and opens all that they name; null when that cannot be, with the reasons in
/// the log. `now` is what the service works with: the ledger, the council and the log cannot be
/// changed without a restart.
[[nodiscard]] std::shared_ptr<const Equipment> reload(const PlanReader& reader,
                                                      const settings::Settings& now,
                                                      const Clock& clock, Log& log);

}  // namespace dataflow::service
