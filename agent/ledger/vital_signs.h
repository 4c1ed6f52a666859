// Vital signs: the figures of a ledger by which it is seen whether the agent is well.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/finding.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// How many runs the ledger has of each state (Run::state); old ones are erased after a while.
[[nodiscard]] Result<std::map<std::string, std::int64_t>> count_runs(const Ledger& ledger);

/// How many of the newest runs failed, one after the other. Those that wait for the source or are
/// under way do not count, and do not part the others.
[[nodiscard]] Result<std::int64_t> failed_in_a_row(const Ledger& ledger);

/// Since when the child waits that waits longest, RFC 3339; empty when none does.
[[nodiscard]] Result<std::string> waiting_longest(const Ledger& ledger);

/// When the oldest entry of the audit trail was written that no seal covers, RFC 3339; empty when
/// all are sealed.
[[nodiscard]] Result<std::string> unsealed_since(const Ledger& ledger);

/// The deliveries of the ledger, which keeps all of them.
struct DeliveryCounts {
  std::int64_t accepted = 0;
  std::int64_t refused = 0;
  std::int64_t not_sent = 0;   ///< no byte left: no connection, or no token
  std::int64_t unknown = 0;    ///< without an answer, or with one that cannot be trusted
  std::int64_t under_way = 0;  ///< or left open by a crash
};
[[nodiscard]] Result<DeliveryCounts> count_deliveries(const Ledger& ledger);

/// Findings that stand, of one rule and one weight.
struct WeighedCount {
  std::string rule;
  Weight weight = Weight::warn;
  std::int64_t findings = 0;
};

/// By rule, then weight.
[[nodiscard]] Result<std::vector<WeighedCount>> count_by_weight(const Ledger& ledger);

}  // namespace dataflow::ledger
