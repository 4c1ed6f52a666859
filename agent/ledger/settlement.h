// A Settlement is what one run changes, all of it in one transaction: the whole run or nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/finding.h"
#include "agent/ledger/documents.h"
#include "agent/ledger/findings.h"
#include "agent/ledger/runs.h"
#include "agent/ledger/source_files.h"
#include "agent/ledger/source_memory.h"
#include "agent/ledger/source_tables.h"

namespace dataflow::ledger {

/// The next standing of one child.
struct Move {
  enum class To {
    waiting,    ///< `document` is to be delivered; in scope
    purging,    ///< the child is to be purged by `document`; no longer in scope
    at_rest,    ///< in scope, and the endpoint holds the newest document: nothing waits
    past,       ///< outside the window, but still in the source: stays as it is at the endpoint
    absent,     ///< not found today, but not purged yet
    seen,       ///< in scope again; all else stays
    held,       ///< in scope, but set aside with `hold`; what waits already stays waiting
    forgotten,  ///< no longer in scope, and the endpoint never held anything: the row goes
  };
  std::string child;
  To to = To::waiting;
  DocumentId document = 0;      ///< for waiting and purging
  Digest digest;                ///< of that document
  std::optional<Finding> hold;  ///< for held
};

/// What a run came to.
struct Settlement {
  const std::vector<Move>& moves;
  const RunFigures& figures;
  const std::vector<ChildFinding>& findings;
  const std::vector<ChildGroup>& groups;
  const std::vector<TableRows>& tables;  ///< of the source
  Day window_start{};                    ///< of the collection window
  std::string mapped{};                  ///< by which mapping and standard, with their digests
  bool under_approval = false;           ///< the brake let it through because people approved
  std::vector<SourceFile> files{};       ///< that the run read
  std::string mark{};                    ///< what the source says of its last refresh; or empty
  SourceSeen seen{};                     ///< of its columns and codes
};

/// Puts all of it into effect and marks the run as settled. Documents that nothing refers to any
/// more are deleted.
[[nodiscard]] Result<void> settle(const Ledger& ledger, RunId run, const Settlement& settlement,
                                  Instant now);

}  // namespace dataflow::ledger
