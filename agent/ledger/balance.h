// The Balance accounts for every person of the newest run: its remainder is zero or something is
// wrong.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/core/result.h"
#include "agent/ledger/runs.h"

namespace dataflow::ledger {

/// considered = accepted + waiting + held + excluded + remainder
///
/// The left side was counted in the source while it was read; the right side is counted in the
/// ledger now. Nothing makes them agree but that every child was accounted for.
struct Balance {
  RunId run = 0;
  Day day;
  std::int64_t considered = 0;
  std::int64_t accepted = 0;
  std::int64_t waiting = 0;
  std::int64_t held = 0;
  std::vector<Exclusion> excluded;

  /// Children outside the cohort whom the endpoint still holds: absent, or their purge waits. They
  /// are no part of the sum.
  std::int64_t leaving = 0;
  /// Children who have left the window and whom the endpoint keeps: no part of the sum either.
  std::int64_t past = 0;

  [[nodiscard]] std::int64_t excluded_total() const;
  [[nodiscard]] std::int64_t remainder() const {
    return considered - accepted - waiting - held - excluded_total();
  }
};

/// Nothing when no run has settled yet.
[[nodiscard]] Result<std::optional<Balance>> balance_of(const Ledger& ledger);

/// One reason for which children are held, with their number.
struct HoldCount {
  std::string rule;
  std::string reason;
  std::int64_t children = 0;
};

/// The holds of the ledger, most frequent first.
[[nodiscard]] Result<std::vector<HoldCount>> count_holds(const Ledger& ledger);

}  // namespace dataflow::ledger
