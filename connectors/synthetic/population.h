// The population of a made-up council on its first day.
#pragma once

#include "agent/core/progress.h"
#include "connectors/synthetic/world.h"

namespace dataflow::synthetic {

/// Hires the staff and makes households until exactly so many children as the settings say are in
/// the cohort, and about a tenth as many people again who are not.
void populate(World& world, Progress& progress);

}  // namespace dataflow::synthetic
