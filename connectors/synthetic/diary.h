// The Diary decides what happens in a made-up council on one day.
#pragma once

#include <vector>

#include "connectors/synthetic/event.h"
#include "connectors/synthetic/window.h"
#include "connectors/synthetic/world.h"

namespace dataflow::synthetic {

/// Lives the day that the world has just been turned to, and gives its events.
///
/// A council of 200 children or more has at least one new child, changed child, closed episode,
/// late entry, removed plan and removed child each day, all of which show, and one change that does
/// not; a smaller one has them on some days. Between one and three children in a hundred change.
[[nodiscard]] std::vector<Event> live_a_day(World& world, const Window& yesterdays);

}  // namespace dataflow::synthetic
