// Verification: whether the audit trail, its seals and the stored receipts are as they were
// written.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "agent/ledger/deliveries.h"
#include "agent/ledger/seals.h"

namespace dataflow::ledger {

/// The first thing that does not hold.
struct BrokenLink {
  std::int64_t entry = 0;  ///< of the audit trail
  std::string at;          ///< when the entry says it was written
  std::string what;        ///< one sentence
};

struct Verification {
  AuditHead head;
  std::int64_t seals = 0;
  std::int64_t deliveries = 0;
  std::int64_t receipts = 0;
  std::int64_t signed_answers = 0;  ///< with receipts, whose signature was checked
  std::int64_t unsealed = 0;        ///< entries after the newest seal
  std::optional<BrokenLink> broken;
};

/// Whether the signature is the council's.
using CheckSeal = std::function<bool(const Seal& seal, const std::string& sealed_text)>;

/// An answer with receipts that the endpoint signed, as the ledger has it.
struct SignedReceipts {
  std::string request_digest;  ///< Content-Digest of the request
  std::string idempotency_key;
  std::vector<Digest> changes;        ///< of what was sent of each child
  std::vector<std::string> receipts;  ///< of each child
  Reply reply;
};

/// Whether the signature is the endpoint's, and the receipts are those that it signed.
using CheckAnswer = std::function<bool(const SignedReceipts& receipts)>;

/// Either may be empty: those signatures are then not checked.
struct Checks {
  CheckSeal seal;
  CheckAnswer answer;
};

/// Follows the chain from its beginning, then checks every seal, then holds every delivery and
/// answer against what the trail says of it. Needs nothing but the file, and changes nothing.
[[nodiscard]] Result<Verification> verify(const Ledger& ledger, const Checks& checks);

}  // namespace dataflow::ledger
