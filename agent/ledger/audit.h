// The audit trail: what was done and by whom, each entry chained to the one before by its hash.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "agent/core/clock.h"
#include "agent/core/digest.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

// The events, each with what its detail says.
inline constexpr std::string_view kViewed = "viewed";  ///< personal values were shown: of what
inline constexpr std::string_view kMapped = "mapped";  ///< another mapping or standard than before
inline constexpr std::string_view kRead = "read";      ///< a run took effect: its figures
inline constexpr std::string_view kHeld = "held";      ///< the brake held a run: its number
inline constexpr std::string_view kApproved = "approved";    ///< run, person, reason
inline constexpr std::string_view kRejected = "rejected";    ///< run, person, reason
inline constexpr std::string_view kCorrected = "corrected";  ///< a local correction: rule and place
inline constexpr std::string_view kSent = "sent";  ///< delivery and digest of all it holds
inline constexpr std::string_view kReceipted =
    "receipted";                                       ///< delivery and digest of its receipts
inline constexpr std::string_view kPurged = "purged";  ///< the endpoint purged the child: delivery
inline constexpr std::string_view kRefused = "refused";        ///< delivery: the endpoint took none
inline constexpr std::string_view kUnanswered = "unanswered";  ///< delivery: no answer came
inline constexpr std::string_view kSetAside = "set_aside";     ///< the endpoint refuses the child
inline constexpr std::string_view kKeyChanged = "key_changed";  ///< the ledger has another key
inline constexpr std::string_view kReplayed = "replayed";  ///< whom to send again, by whom, why
inline constexpr std::string_view kTrusted = "trusted";    ///< codes of a field, by whom, why
inline constexpr std::string_view kErased = "erased";      ///< accepted documents, by their age
inline constexpr std::string_view kRecovered =
    "recovered";  ///< from what, by whom, why; a new trail

/// The newest entry; entry 0 stands before the first.
struct AuditHead {
  std::int64_t entry = 0;
  Digest hash;
};

/// One entry. Its hash is SHA-256 over the hash of the entry before and the canonical JSON of
/// [entry, at, event, child, detail]; before the first stands the SHA-256 of the council's code.
struct AuditEntry {
  std::int64_t entry = 0;
  std::string at;  ///< RFC 3339
  std::string event;
  std::string child;  ///< empty where no single child is meant
  std::string detail;
};
[[nodiscard]] Digest chain(const Digest& before, const AuditEntry& entry);
[[nodiscard]] Digest beginning_of_chain(std::string_view council);

[[nodiscard]] Result<AuditHead> audit_head(const sqlite::Database& database);

/// Adds entries within a write transaction of the caller's, so that an entry and what it tells of
/// are there together or not at all. No longer valid once the transaction has ended.
class AuditTrail {
 public:
  [[nodiscard]] static Result<AuditTrail> open(const sqlite::Database& database, Instant now);

  /// `detail` says what was done and holds no value of a record.
  [[nodiscard]] Result<void> add(std::string_view event, std::string_view child,
                                 std::string_view detail);

  /// The newest entry so far.
  [[nodiscard]] const AuditHead& head() const { return head_; }

 private:
  AuditTrail(sqlite::Statement insert, AuditHead head, std::string now)
      : insert_(std::move(insert)), head_(head), now_(std::move(now)) {}

  sqlite::Statement insert_;
  AuditHead head_;
  std::string now_;
};

/// Whoever decides something must be named and give a reason of one sentence or a few. `where` says
/// what is decided. Remedy stop.
[[nodiscard]] Result<void> check_reason(const std::string& where, std::string_view by,
                                        std::string_view reason);

/// All entries of that day and later, oldest first; of all days when it is empty (YYYY-MM-DD).
[[nodiscard]] Result<void> each_entry(const Ledger& ledger, std::string_view since,
                                      const std::function<void(const AuditEntry&)>& take);

/// Writes one entry in a transaction of its own, durable when this returns. Record first, then
/// show: what cannot be recorded is not to be done.
[[nodiscard]] Result<void> record_event(const Ledger& ledger, std::string_view event,
                                        std::string_view child, std::string_view detail,
                                        Instant now);

}  // namespace dataflow::ledger
