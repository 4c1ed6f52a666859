// Intake: from the source to the ledger. What differs from what was accepted is made to wait.
#pragma once

#include <functional>

#include "agent/flow/build.h"
#include "agent/flow/reconcile.h"
#include "agent/ledger/ledger.h"
#include "agent/ledger/runs.h"

namespace dataflow::flow {

/// What intake works with. All of it must outlive the call; the ledger's connection belongs to the
/// calling thread.
struct IntakeParts {
  BuildParts build;
  const ledger::Ledger& ledger;
};

/// Reads the source once and settles the run: the ledger then knows the whole of it, or, after an
/// error, nothing of it. Errors: wait (the source is locked or half written), stop (a person must
/// act: the corrections have faults, the mapping does not fit the source, or the source holds no
/// child at all any more).
[[nodiscard]] Result<ledger::RunFigures> take_in(const IntakeParts& parts);

/// Called for every child of the source and the ledger in byte order of the identifiers, the ones
/// without an identifier left out. `record` is null for a child that is leaving.
using OnChild =
    std::function<Result<void>(const std::string& child, const Record* record, Decision decision)>;

/// Compares what was built with what the ledger holds and tells what would follow, without writing
/// anything.
[[nodiscard]] Result<ledger::RunFigures> compare(const Build& build, const ledger::Ledger& ledger,
                                                 const OnChild& on_child);

}  // namespace dataflow::flow
