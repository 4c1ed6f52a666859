// Newcomers are the children whom the council first hears of today.
#pragma once

#include "connectors/synthetic/world.h"

namespace dataflow::synthetic {

/// A child referred today or yesterday: from a household that is new to the council, or a brother
/// or sister of somebody known; now and then unborn, or moved here from another council.
[[nodiscard]] Person newcomer(World& world, Scene& scene);

/// A child moved here from another council, with the record of some months, as a rule with a plan.
[[nodiscard]] Person moved_here(World& world, Scene& scene);

}  // namespace dataflow::synthetic
