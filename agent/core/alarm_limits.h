// What may be out of the ordinary before monitoring is told of it.
#pragma once

#include <cstdint>

namespace dataflow {

/// `alarms:` in agent.yaml. Zero never raises that alarm, but for missed_minutes.
struct AlarmLimits {
  std::int64_t missed_minutes = 15;  ///< by which a run may begin later than it was due
  std::int64_t waiting_hours = 26;   ///< that a child may wait to be delivered, or a run for its
                                     ///< source to be ready: a day and the run after it
  std::int64_t acceptance_days = 4;  ///< without an acceptance: a weekend and a bank holiday
  std::int64_t held_percent = 10;    ///< of the children in scope who may be held
};

}  // namespace dataflow
