// The history of deliveries, for those who look back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// What became of a row of `delivery`, an SQL expression: accepted, refused, unknown, "under way"
/// while it has no outcome, and "not sent" where not a byte of the request left, because there was
/// no connection or no token. The trail has that as refused, too.
inline constexpr const char* kOutcomeOfDelivery =
    "iif(outcome = 'refused' AND coalesce(status, 0) = 0, 'not sent', "
    "coalesce(outcome, 'under way'))";

struct DeliverySummary {
  std::string created_at;  ///< RFC 3339
  std::int64_t children = 0;
  std::string outcome;      ///< as kOutcomeOfDelivery has it
  std::int64_t status = 0;  ///< HTTP; 0 without an answer
};

/// Nothing when there was no delivery yet.
[[nodiscard]] Result<std::optional<DeliverySummary>> newest_delivery(const Ledger& ledger);

/// When the endpoint last accepted anything, RFC 3339; empty when it never did.
[[nodiscard]] Result<std::string> last_acceptance(const Ledger& ledger);

}  // namespace dataflow::ledger
