// Held fields: children whose document would change in a field that is not to be believed stay as
// they are.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "agent/core/record.h"
#include "agent/flow/provenance.h"
#include "agent/ledger/ledger.h"
#include "agent/standard/standard.h"

namespace dataflow::flow {

/// Holds every record whose document differs in one of these fields from what the endpoint last
/// accepted, and those never accepted that have a value there. What was accepted and is no longer
/// kept cannot be compared, so that child is held too. The records' identifiers are those that are
/// sent. `fields`: paths of the standard.
[[nodiscard]] Result<void> hold_fields(const std::set<std::string>& fields,
                                       const ledger::Ledger& ledger,
                                       const standard::Standard& standard,
                                       const Provenance& provenance, std::vector<Record>& records);

}  // namespace dataflow::flow
