#include "agent/flow/sealing.h"

#include "agent/ledger/seals.h"

namespace dataflow::flow {

Result<void> seal_trail(const ledger::Ledger& ledger, const Sealer& sealer, const Clock& clock,
                        Log& log) {
  TRY_ASSIGN(const auto head, ledger::unsealed_head(ledger));
  if (!head) return {};
  const std::string text = ledger::sealed_text(head->entry, head->hash);
  TRY_ASSIGN(const auto signature, sealer.key.sign(text));
  TRY(ledger::store_seal(
      ledger, {head->entry, head->hash, rfc3339(clock.now()), sealer.key_id, signature}));
  log.info(events::kAuditSealed, text + ".");
  return {};
}

}  // namespace dataflow::flow
