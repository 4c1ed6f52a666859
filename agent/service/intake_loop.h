// The intake loop reads the source whenever a run is due.
#pragma once

#include "agent/service/loop.h"
#include "agent/service/wake.h"
#include "connectors/connector.h"

namespace dataflow::service {

/// When the first run of the program begins.
enum class FirstRun {
  when_due,  ///< by the schedule; at once when a run was missed
  now,
};

/// Works until `mine` is stopped; a run that is under way is finished first. A run is due when the
/// schedule says so, and when a held run was approved. One that failed is tried again after 15
/// minutes. A run that took effect nudges `dispatch`.
void intake_loop(const Loop& loop, connectors::Connector& source, FirstRun first, Wake& mine,
                 Wake& dispatch);

}  // namespace dataflow::service
