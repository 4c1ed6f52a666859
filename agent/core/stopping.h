// What work comes to that is given up because the program was asked to stop.
#pragma once

#include <stop_token>

#include "agent/core/result.h"

namespace dataflow {

/// An error, remedy wait, once a stop is asked for. For the places where work can be left.
[[nodiscard]] inline Result<void> check_stop(const std::stop_token& stop) {
  if (!stop.stop_requested()) return {};
  return Error{Remedy::wait, "service", "The agent was asked to stop during this run.",
               "The run begins anew when the agent is started."};
}

}  // namespace dataflow
