// How much one run may change before a person has to approve it.
#pragma once

#include <algorithm>
#include <cstdint>

namespace dataflow {

/// So many, or so many in a hundred, whichever is more.
struct Allowance {
  std::int64_t count = 5;
  std::int64_t percent = 1;

  [[nodiscard]] constexpr std::int64_t of(std::int64_t total) const {
    return std::max(count, total * percent / 100);
  }
};

/// `brake:` in agent.yaml. What goes beyond one of these holds the whole run.
struct BrakeLimits {
  Allowance leaving{5, 1};   ///< children to be purged in one day, of those known before
  Allowance changed{5, 20};  ///< children whose document differs, of those known before
  Allowance flipped{5, 20};  ///< children in whose documents one field differs
  Allowance churned{5, 1};   ///< children whose identifiers differ while their content stands
  Allowance shrunk{5, 10};   ///< rows that a table of the source may lose; never all of them

  /// Whether the first run of a ledger goes without approval.
  enum class FirstSend { approved, free };
  FirstSend first_send = FirstSend::approved;

  /// How many different people must approve a held run.
  std::int64_t approvals = 1;
};

}  // namespace dataflow
