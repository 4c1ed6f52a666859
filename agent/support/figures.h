// What a bundle has of the ledger: counts, states and times, and nothing of a single child.
#pragma once

#include <vector>

#include "agent/app/plan.h"
#include "agent/core/result.h"
#include "agent/support/bundle_file.h"

namespace dataflow::support {

/// runs.json, balance.json, findings.json, deliveries.json and source.json. Remedy stop.
[[nodiscard]] Result<std::vector<BundleFile>> figures(const ledger::Ledger& ledger);

/// schedule.json: the next moments when a run is due.
[[nodiscard]] BundleFile schedule_to_come(const settings::Settings& settings, Instant now);

}  // namespace dataflow::support
