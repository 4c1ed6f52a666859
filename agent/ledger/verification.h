// Verification: whether the audit trail, its seals and the stored receipts are as they were
// written.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

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
  std::int64_t unsealed = 0;  ///< entries after the newest seal
  std::optional<BrokenLink> broken;
};

/// Whether the signature is the council's.
using CheckSeal = std::function<bool(const Seal& seal, const std::string& sealed_text)>;

/// Follows the chain from its beginning, then checks every seal, then holds every delivery and
/// answer against what the trail says of it. Needs nothing but the file, and changes nothing.
/// Without `check` signatures are not checked.
[[nodiscard]] Result<Verification> verify(const Ledger& ledger, const CheckSeal& check);

}  // namespace dataflow::ledger
