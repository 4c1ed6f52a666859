// The Brake stops a run whose effects are out of proportion, until people have approved it.
#pragma once

#include <string>
#include <vector>

#include "agent/core/brake_limits.h"
#include "agent/flow/effects.h"
#include "agent/ledger/held_runs.h"

namespace dataflow::flow {

/// Everything about the run that is beyond a limit, the most alarming first. A run without alarms
/// may take effect.
[[nodiscard]] std::vector<ledger::Alarm> alarms_of(const Effects& effects,
                                                   const BrakeLimits& limits);

/// The alarms that nobody has approved. An approval covers a run that asks for no more than the one
/// that was looked at: the same kinds of alarm, each within its measure (and what a run may change
/// without asking), and the same children to be purged.
[[nodiscard]] std::vector<ledger::Alarm> not_approved(const std::vector<ledger::Alarm>& alarms,
                                                      const Effects& effects,
                                                      const ledger::ApprovedScope& approved,
                                                      const BrakeLimits& limits);

}  // namespace dataflow::flow
