#include "agent/ledger/replay.h"

#include <fmt/format.h>

#include "agent/ledger/audit.h"

namespace dataflow::ledger {

namespace {

constexpr char kRefused[] = "refused_digest IS NOT NULL";
constexpr char kSentBefore[] = "(accepted_document IS NOT NULL OR refused_digest IS NOT NULL)";

/// The children of the scope, as a condition on the table `child`; ?1 is the scope's value.
std::string condition_of(ReplayScope::Which which) {
  using Which = ReplayScope::Which;
  switch (which) {
    case Which::child:
      return std::string(kSentBefore) + " AND la_child_id = ?1";
    case Which::day:
      return "accepted_document IS NOT NULL AND substr(accepted_at, 1, 10) = ?1";
    case Which::refused:
      return std::string(kRefused) + " AND ?1 IS NOT NULL";
    case Which::all:
      break;
  }
  return std::string(kSentBefore) + " AND ?1 IS NOT NULL";
}

/// Without the child's identifier, which has a column of its own.
std::string text_of(const ReplayScope& scope, const ReplayReason& reason, std::int64_t count) {
  using Which = ReplayScope::Which;
  const std::string what = scope.which == Which::child     ? "one child"
                           : scope.which == Which::day     ? "accepted on " + scope.value
                           : scope.which == Which::refused ? "refused by the endpoint"
                                                           : "all";
  return fmt::format("{}, {} children, by {}: {}", what, count, reason.by, reason.reason);
}

}  // namespace

// In doubt means here what it means after an unanswered request: whether the endpoint holds the
// accepted document is not certain.
Result<std::int64_t> replay(const Ledger& ledger, const ReplayScope& scope,
                            const ReplayReason& reason, Instant now) {
  TRY(check_reason("replay", reason.by, reason.reason));
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(
      auto update,
      database.prepare("UPDATE child SET in_doubt = iif(accepted_document IS NULL, in_doubt, 1), "
                       "refused_digest = NULL, "
                       "held_rule = iif(held_by = 'endpoint', NULL, held_rule), "
                       "held_path = iif(held_by = 'endpoint', NULL, held_path), "
                       "held_reason = iif(held_by = 'endpoint', NULL, held_reason), "
                       "held_since = iif(held_by = 'endpoint', NULL, held_since), "
                       "held_by = iif(held_by = 'endpoint', NULL, held_by) WHERE " +
                       condition_of(scope.which)));
  TRY(update.bind(1, scope.value).run());
  const std::int64_t count = database.changes();
  const bool one = scope.which == ReplayScope::Which::child;
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  TRY(trail.add(kReplayed, one ? scope.value : "", text_of(scope, reason, count)));
  TRY(transaction.commit());
  return count;
}

}  // namespace dataflow::ledger
