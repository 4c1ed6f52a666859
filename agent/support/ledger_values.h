// Every value of the ledger's records, for a search that must find each of them.
#pragma once

#include "agent/core/result.h"
#include "agent/ledger/ledger.h"
#include "agent/standard/standard.h"
#include "agent/support/known_values.h"

namespace dataflow::support {

/// Adds the personal values of every stored document, accepted, waiting or left over; every child's
/// identifier, wherever it stands; the keys of items; what children are grouped by; who gave
/// verdicts, and why. A value of a field that the standard does not know counts as personal. Codes,
/// flags, numbers and days but that of birth are values of public lists, and are left out. Remedy
/// stop.
[[nodiscard]] Result<void> add_ledger_values(const ledger::Ledger& ledger,
                                             const standard::Standard& standard,
                                             KnownValues& values);

}  // namespace dataflow::support
