// The dispatch loop delivers what waits.
#pragma once

#include "agent/service/loop.h"

namespace dataflow::service {

/// Works until its wake is stopped: when it is nudged, and every now and then. Requests that are
/// under way are finished first, also before new equipment is taken. An endpoint in trouble is left
/// alone, longer each time, whatever new waits meanwhile; new equipment is tried at once.
void dispatch_loop(const Loop& loop);

}  // namespace dataflow::service
