// Seals: signatures over the newest entry of the audit trail, and so over all entries before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "agent/ledger/audit.h"

namespace dataflow::ledger {

struct Seal {
  std::int64_t entry = 0;  ///< the newest when it was sealed
  Digest hash;             ///< of that entry
  std::string at;          ///< RFC 3339
  std::string key_id;      ///< of the council's signing key
  std::string signature;   ///< over sealed_text
};

/// What is signed: "dataflow-agent audit trail, entry 412: <hash in hexadecimal>".
[[nodiscard]] std::string sealed_text(std::int64_t entry, const Digest& hash);

/// The newest entry, when no seal covers it yet.
[[nodiscard]] Result<std::optional<AuditHead>> unsealed_head(const Ledger& ledger);

[[nodiscard]] Result<void> store_seal(const Ledger& ledger, const Seal& seal);

}  // namespace dataflow::ledger
