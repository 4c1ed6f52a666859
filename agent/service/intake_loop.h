// The intake loop reads the source whenever a run is due.
#pragma once

#include "agent/service/loop.h"

namespace dataflow::service {

/// When the first run of the program begins.
enum class FirstRun {
  when_due,  ///< by the schedule; at once when a run was missed
  now,
};

/// Works until its wake is stopped; a run that is under way then is left, and nothing of it kept.
/// New equipment is taken between two runs. A run is due when the schedule says so, and when a held
/// run was approved. One that failed is tried again after 15 minutes, or at once with new
/// equipment. A run that took effect nudges `dispatch`.
void intake_loop(const Loop& loop, FirstRun first, Wake& dispatch);

}  // namespace dataflow::service
