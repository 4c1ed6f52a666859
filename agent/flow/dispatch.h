// Dispatch: from the ledger to the endpoint. What waits is sent until nothing waits.
#pragma once

#include <cstdint>

#include "agent/core/clock.h"
#include "agent/core/disk_limits.h"
#include "agent/core/log.h"
#include "agent/core/progress.h"
#include "agent/delivery/endpoint.h"
#include "agent/ledger/deliveries.h"
#include "agent/ledger/ledger.h"
#include "agent/standard/standard.h"

namespace dataflow::flow {

/// What dispatch works with. All of it must outlive the call; the ledger's connection belongs to
/// the calling thread.
struct DispatchParts {
  const ledger::Ledger& ledger;
  delivery::Endpoint& endpoint;
  const standard::Standard& standard;
  const std::string& council;
  Clock& clock;
  Log& log;
  Progress& progress;
  DiskLimits disk;  ///< for the disk of the ledger
};

struct DispatchFigures {
  std::int64_t requests = 0;
  std::int64_t accepted = 0;   ///< children with a receipt
  std::int64_t set_aside = 0;  ///< children the endpoint refuses
};

/// Where a dispatch ended.
struct DispatchEnd {
  DispatchFigures figures;
  std::optional<Error> error;  ///< why it ended early: remedy wait or stop; none when nothing waits
  std::optional<std::chrono::seconds> retry_after;  ///< when the endpoint asked for patience
};

/// Sends what waits, one envelope after another, until nothing waits or an error stops it. One bad
/// child never holds up another: it is isolated and set aside with the reason.
[[nodiscard]] Result<DispatchEnd> dispatch(const DispatchParts& parts);

/// The skeleton of what the endpoint holds once it has accepted that: the document, and what of it
/// is spared.
[[nodiscard]] std::string known_once_accepted(const standard::Standard& standard,
                                              const ledger::Waiting& waiting);

/// The change that tells the endpoint of a waiting child: its document, with purges for everything
/// the endpoint may hold and the document does not.
[[nodiscard]] Change change_of(const standard::Standard& standard, const ledger::Waiting& waiting);

}  // namespace dataflow::flow
