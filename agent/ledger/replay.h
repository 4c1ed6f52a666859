// Replay: what the endpoint accepted, or refused, is sent to it again.
#pragma once

#include <cstdint>
#include <string>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// Which children.
struct ReplayScope {
  enum class Which {
    child,    ///< the one whose identifier is `value`
    day,      ///< whose document was accepted on the day `value`, YYYY-MM-DD in UTC
    refused,  ///< whom the endpoint refused
    all,      ///< who were accepted or refused
  };
  Which which = Which::all;
  std::string value;
};

/// Who decided it, and why: for the audit trail.
struct ReplayReason {
  std::string by;
  std::string reason;
};

/// The next run sends the newest document of each of them, whether or not it changed; the endpoint
/// takes what it holds already as a repeat without effect. Gives the number of children. Remedy
/// stop.
[[nodiscard]] Result<std::int64_t> replay(const Ledger& ledger, const ReplayScope& scope,
                                          const ReplayReason& reason, Instant now);

}  // namespace dataflow::ledger
