// Hosts the two loops of the agent, intake and dispatch, until the program is asked to stop.
#pragma once

#include <functional>
#include <memory>

#include "agent/app/plan.h"
#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/service/intake_loop.h"

namespace dataflow::service {

/// Reads the settings again: null and every fault, or a plan.
using PlanReader = std::function<std::unique_ptr<const app::Plan>(Faults&)>;

/// Runs until SIGTERM or SIGINT (Ctrl-C): intake by the schedule of the settings, dispatch after
/// every intake and again while something waits. Each loop has a thread and a ledger connection of
/// its own; either can fail or fall behind without the other.
///
/// At a stop no request and no run is begun. Requests that are under way are waited for; a run that
/// is under way is left, and begun anew at the next start. What has not ended after 90 seconds, or
/// at a second signal, is given up with the whole process: nothing is half done in the ledger, and
/// a request without its answer counts as unknown.
///
/// SIGHUP has the settings read again. When all that they name can be opened, each loop goes on
/// with it as soon as it has finished what it is at; otherwise every fault is in the log and both
/// go on as they were. The ledger, the council and the log stay those of the start.
///
/// A service manager is told all of this, and its watchdog that both loops come on: intake every
/// two hours at the least, which is more than any source may keep silent, dispatch every 15
/// minutes.
///
/// The error says why the loops could not be started; what happens later goes to the log.
[[nodiscard]] Result<void> host(std::unique_ptr<const app::Plan> plan, const PlanReader& reader,
                                FirstRun first, Clock& clock, Log& log);

}  // namespace dataflow::service
