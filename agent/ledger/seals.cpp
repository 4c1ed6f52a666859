#include "agent/ledger/seals.h"

#include <fmt/format.h>

namespace dataflow::ledger {

std::string sealed_text(std::int64_t entry, const Digest& hash) {
  return fmt::format("dataflow-agent audit trail, entry {}: {}", entry, hash.hex());
}

Result<std::optional<AuditHead>> unsealed_head(const Ledger& ledger) {
  TRY_ASSIGN(const auto head, audit_head(ledger.database()));
  if (head.entry == 0) return std::optional<AuditHead>();
  TRY_ASSIGN(auto select, ledger.database().prepare("SELECT 1 FROM seal WHERE entry = ?"));
  select.bind(1, head.entry);
  const auto step = select.step();
  if (step == sqlite::Step::failed) return select.error();
  return step == sqlite::Step::row ? std::optional<AuditHead>() : std::optional<AuditHead>(head);
}

Result<void> store_seal(const Ledger& ledger, const Seal& seal) {
  TRY_ASSIGN(auto insert,
             ledger.database().prepare("INSERT OR IGNORE INTO seal (entry, hash, at, key_id, "
                                       "signature) VALUES (?, ?, ?, ?, ?)"));
  insert.bind(1, seal.entry).bind_blob(2, seal.hash.bytes()).bind(3, seal.at);
  return insert.bind(4, seal.key_id).bind_blob(5, seal.signature).run();
}

}  // namespace dataflow::ledger
