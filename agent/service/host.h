// Hosts the two loops of the agent, intake and dispatch, until the program is asked to stop.
#pragma once

#include "agent/app/plan.h"
#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/service/intake_loop.h"

namespace dataflow::service {

/// Runs until SIGTERM or SIGINT (Ctrl-C): intake by the schedule of the settings, dispatch after
/// every intake and again while something waits. Each loop has a thread and a ledger connection of
/// its own; either can fail or fall behind without the other. What is under way when the signal
/// comes is finished first.
///
/// The error says why the loops could not be started; what happens later goes to the log.
[[nodiscard]] Result<void> host(const app::Plan& plan, FirstRun first, Clock& clock, Log& log);

}  // namespace dataflow::service
