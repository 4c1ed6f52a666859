// How many children the endpoint took in one request, once it found a larger request too large.
#pragma once

#include <cstddef>

#include "agent/core/clock.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// Remembers it across restarts.
[[nodiscard]] Result<void> remember_largest_request(const Ledger& ledger, std::size_t children,
                                                    Instant now);

/// What was remembered; without a bound when nothing was, or when it is more than a week old: the
/// endpoint may take more by now.
[[nodiscard]] Result<std::size_t> largest_request(const Ledger& ledger, Instant now);

}  // namespace dataflow::ledger
