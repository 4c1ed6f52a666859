// What changed in the source since the last run that took effect, and whom that holds.
#pragma once

#include "agent/flow/build.h"
#include "agent/flow/provenance.h"

namespace dataflow::flow {

/// Compares `build.seen` with what the ledger remembers: findings about the council, records held
/// for fields whose codes changed as a whole, and in `build.seen` what is to be remembered. The
/// records have the identifiers that are sent. Without a ledger nothing is compared.
[[nodiscard]] Result<void> compare_with_memory(const BuildParts& parts,
                                               const Provenance& provenance, Build& build);

}  // namespace dataflow::flow
