// Intake, build and explanation as a plan's settings want them, corrections included.
#pragma once

#include "agent/app/plan.h"
#include "agent/flow/explaining.h"
#include "agent/flow/intake.h"

namespace dataflow::app {

/// Who hears of what happens. All of it must outlive the call.
struct Hearers {
  Clock& clock;
  Log& log;
  Progress& progress;
};

/// flow::build with the plan's parts. Faults in the file of corrections go to the log, and the
/// error names the first.
[[nodiscard]] Result<flow::Build> build(const Plan& plan, connectors::Connector& source,
                                        const Hearers& hearers);

/// flow::explain_child with the plan's parts. Faults of the mapping are added to `faults`.
[[nodiscard]] Result<mapping::ChildExplanation> explain_child(const Plan& plan,
                                                              connectors::Connector& source,
                                                              const Hearers& hearers,
                                                              const flow::Question& question,
                                                              Faults& faults);

/// flow::take_in with the plan's parts. The ledger's connection belongs to the calling thread.
[[nodiscard]] Result<ledger::RunFigures> take_in(const Plan& plan, connectors::Connector& source,
                                                 const ledger::Ledger& ledger,
                                                 const Hearers& hearers);

}  // namespace dataflow::app
