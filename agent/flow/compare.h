// Compares what was built with what the ledger holds, child by child.
#pragma once

#include <functional>
#include <string>

#include "agent/flow/build.h"
#include "agent/flow/reconcile.h"
#include "agent/ledger/ledger.h"
#include "agent/ledger/runs.h"

namespace dataflow::flow {

/// One child of the source or the ledger. Valid during the call only.
struct Compared {
  const std::string& child;
  const Record* record = nullptr;             ///< null for a child that is leaving
  const ledger::ChildState* state = nullptr;  ///< null for a child that the ledger does not know
  Decision decision;
};
using OnChild = std::function<Result<void>(const Compared&)>;

/// Calls `on_child` for each child in byte order of the identifiers, the ones without an identifier
/// left out, and gives the figures of the whole. Writes nothing.
[[nodiscard]] Result<ledger::RunFigures> compare(const Build& build,
                                                 const standard::Standard& standard,
                                                 const ledger::Ledger& ledger,
                                                 const Absence& absence, const OnChild& on_child);

}  // namespace dataflow::flow
