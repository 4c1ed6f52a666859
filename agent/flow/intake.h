// Intake: from the source to the ledger. What differs from what was accepted is made to wait.
#pragma once

#include <optional>
#include <vector>

#include "agent/core/brake_limits.h"
#include "agent/core/disk_limits.h"
#include "agent/core/retention_limits.h"
#include "agent/core/window_roll.h"
#include "agent/flow/build.h"
#include "agent/ledger/held_runs.h"
#include "agent/ledger/ledger.h"
#include "agent/ledger/runs.h"

namespace dataflow::flow {

/// What intake works with. All of it must outlive the call; the ledger's connection belongs to the
/// calling thread.
struct IntakeParts {
  BuildParts build;
  const ledger::Ledger& ledger;
  const BrakeLimits& limits;
  std::int64_t purge_after_days;  ///< a child must be missing for
  DiskLimits disk;                ///< for the disk of the ledger
  RetentionLimits retention;
  WindowRoll window_roll;
};

/// Since when what was sent is to be told apart from what is gone (BuildParts::since): the first
/// window that the ledger knows, or nothing where what leaves the window is purged.
[[nodiscard]] Result<std::optional<Day>> since_of(WindowRoll roll, const ledger::Ledger& ledger);

/// What a run came to.
struct Intake {
  ledger::RunId run = 0;
  ledger::RunFigures figures;
  std::vector<ledger::Alarm> alarms;  ///< why the brake holds the run; none where it took effect

  [[nodiscard]] bool held() const { return !alarms.empty(); }
};

/// Reads the source once and settles the run: the ledger then knows the whole of it, or, when the
/// brake holds it and after an error, nothing of it. Errors: wait (the source is locked or half
/// written, or the disk is nearly full), stop (a person must act: the corrections have faults, or
/// the mapping does not fit the source).
///
/// After a run that took effect, what is too old to be kept is erased.
[[nodiscard]] Result<Intake> take_in(const IntakeParts& parts);

}  // namespace dataflow::flow
