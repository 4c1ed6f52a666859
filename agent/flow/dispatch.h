// Dispatch: from the ledger to the endpoint. What waits is sent until nothing waits.
#pragma once

#include <cstdint>
#include <stop_token>

#include "agent/core/clock.h"
#include "agent/core/disk_limits.h"
#include "agent/core/hours_of_day.h"
#include "agent/core/log.h"
#include "agent/core/progress.h"
#include "agent/delivery/endpoint.h"
#include "agent/ledger/ledger.h"
#include "agent/standard/standard.h"

namespace dataflow::flow {

/// How much is sent at once, how fast, and when.
struct DispatchLimits {
  DiskLimits disk;                    ///< for the disk of the ledger
  std::size_t in_flight = 1;          ///< requests under way at once; never two for one child
  std::size_t requests_a_minute = 0;  ///< 0: no limit
  HoursOfDay hours;
};

/// What dispatch works with. All of it must outlive the call; the ledger's connection belongs to
/// the calling thread.
struct DispatchParts {
  const ledger::Ledger& ledger;
  const delivery::Endpoint& endpoint;
  const standard::Standard& standard;
  Clock& clock;
  Log& log;
  Progress& progress;
  DispatchLimits limits;
  std::stop_token stop = {};  ///< once it is asked for, nothing more is begun
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

/// Sends what waits until nothing waits or an error stops it. One envelope goes first; the others
/// follow, several at once, when it has shown that the endpoint is alive. One bad child never holds
/// up another: it is isolated and set aside with the reason.
[[nodiscard]] Result<DispatchEnd> dispatch(const DispatchParts& parts);

}  // namespace dataflow::flow
