// The audit trail: who was shown what, and what people did, one row for each.
#pragma once

#include <string_view>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// The event of personal values having been shown to a person.
inline constexpr std::string_view kViewed = "viewed";
/// The brake held a run; somebody approved it; somebody rejected it.
inline constexpr std::string_view kHeld = "held";
inline constexpr std::string_view kApproved = "approved";
inline constexpr std::string_view kRejected = "rejected";

/// Writes one row, durable when this returns. `child` is empty where no single child is meant;
/// `detail` says what was done and holds no value of a record. Record first, then show: what
/// cannot be recorded is not to be done.
[[nodiscard]] Result<void> record_event(const Ledger& ledger, std::string_view event,
                                        std::string_view child, std::string_view detail,
                                        Instant now);

}  // namespace dataflow::ledger
