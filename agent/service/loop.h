// A Loop is what either loop of the service works with; the ledger's connection is its own.
#pragma once

#include <functional>

#include "agent/app/plan.h"
#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/flow/sealing.h"

namespace dataflow::service {

struct Loop {
  const app::Plan& plan;
  Clock& clock;
  Log& log;
  ledger::Ledger ledger;
  flow::Sealer sealer;
  std::function<void()> changed;  ///< called when the loop has done something

  /// A trail that cannot be sealed now is sealed next time, with all that was written since.
  void seal() const {
    const auto sealed = flow::seal_trail(ledger, sealer, clock, log);
    if (!sealed) log.error("audit.not_sealed", describe(sealed.error()));
  }
};

}  // namespace dataflow::service
