// Sealing: the council's key signs the newest entry of the audit trail, and so all before it.
#pragma once

#include <string>

#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/ledger/ledger.h"
#include "agent/signing/key.h"

namespace dataflow::flow {

struct Sealer {
  signing::PrivateKey key;
  std::string key_id;
};

/// Does nothing when no entry was written since the last seal. The log then has the entry and its
/// hash: kept elsewhere, that line shows later whether the end of the trail was cut off.
[[nodiscard]] Result<void> seal_trail(const ledger::Ledger& ledger, const Sealer& sealer,
                                      const Clock& clock, Log& log);

}  // namespace dataflow::flow
