// Retention: what the ledger no longer needs is erased, so that it cannot be read again.
#pragma once

#include <cstdint>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/core/retention_limits.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// What was erased.
struct Erased {
  std::int64_t documents = 0;
  std::int64_t runs = 0;
};

/// Empties accepted documents and deletes runs that are older than the limits, and the lists of
/// children in held runs that are settled by now. Digests, skeletons, deliveries and receipts stay.
/// Erased bytes are overwritten, and the log is emptied unless somebody is reading; then the next
/// time. Leaves an entry in the audit trail when a document was erased.
[[nodiscard]] Result<Erased> erase_old(const Ledger& ledger, const RetentionLimits& limits,
                                       Instant now);

}  // namespace dataflow::ledger
