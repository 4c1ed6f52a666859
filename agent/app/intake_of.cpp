#include "agent/app/intake_of.h"

namespace dataflow::app {

namespace {

Result<corrections::Corrections> corrections_of(const Plan& plan, const Hearers& hearers) {
  Faults faults;
  auto corrections = plan.read_corrections(hearers.clock.today(), faults);
  if (corrections) return std::move(*corrections);
  sort_by_place(faults);
  for (const auto& fault : faults) hearers.log.error("corrections.fault", describe(fault));
  return Error{Remedy::stop, faults.front().file, describe(faults.front()),
               "Mend the file of corrections: nothing was read or sent."};
}

}  // namespace

Result<flow::Build> build(const Plan& plan, connectors::Connector& source, const Hearers& hearers) {
  TRY_ASSIGN(const auto corrections, corrections_of(plan, hearers));
  return flow::build({source, plan.mapping(), plan.standard(), plan.rules(), corrections,
                      hearers.clock, hearers.log, hearers.progress});
}

Result<mapping::ChildExplanation> explain_child(const Plan& plan, connectors::Connector& source,
                                                const Hearers& hearers,
                                                const flow::Question& question, Faults& faults) {
  TRY_ASSIGN(const auto corrections, corrections_of(plan, hearers));
  return flow::explain_child({source, plan.mapping(), plan.standard(), plan.rules(), corrections,
                              hearers.clock, hearers.log, hearers.progress},
                             question, faults);
}

Result<ledger::RunFigures> take_in(const Plan& plan, connectors::Connector& source,
                                   const ledger::Ledger& ledger, const Hearers& hearers) {
  TRY_ASSIGN(const auto corrections, corrections_of(plan, hearers));
  return flow::take_in({source, plan.mapping(), plan.standard(), plan.rules(), corrections, ledger,
                        hearers.clock, hearers.log, hearers.progress});
}

}  // namespace dataflow::app
