// A Loop is one of the two that the service consists of, with all that it meets the rest by.
#pragma once

#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/service/equipment.h"
#include "agent/service/vitals.h"
#include "agent/service/wake.h"

namespace dataflow::service {

/// All of it must outlive the loop.
struct Loop {
  const Bench& bench;
  Clock& clock;
  Log& log;
  Wake& wake;
  Vitals& vitals;

  /// A trail that cannot be sealed now is sealed next time, with all that was written since.
  void seal(const ledger::Ledger& ledger, const flow::Sealer& sealer) const {
    const auto sealed = flow::seal_trail(ledger, sealer, clock, log);
    if (!sealed) log.error(events::kAuditNotSealed, describe(sealed.error()));
  }
};

}  // namespace dataflow::service
