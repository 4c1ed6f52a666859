// Findings as the ledger keeps them: what is wrong with the data, since when, and how many there
// were the day before.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/finding.h"
#include "agent/ledger/audit.h"
#include "agent/ledger/ledger.h"
#include "agent/ledger/runs.h"

namespace dataflow::ledger {

/// One finding of a run.
struct ChildFinding {
  std::string child;  ///< la_child_id; empty for one about the council as a whole
  Finding finding;
};

/// Makes the findings of a run those that stand: new ones are added, those that stood before keep
/// the day they were first seen, and those that were not found again go. Counts each rule for the
/// run. A finding of a local correction (its number begins with C) is also noted in the audit trail
/// when it is new. Part of the transaction that settles the run.
[[nodiscard]] Result<void> store_findings(const sqlite::Database& database, RunId run,
                                          const std::vector<ChildFinding>& findings,
                                          AuditTrail& trail);

/// What a child is grouped by, such as the team.
struct ChildGroup {
  std::string child;
  std::string name;   ///< "team"
  std::string value;  ///< "North"
};

/// Puts these in the place of all groups. Part of the transaction that settles the run.
[[nodiscard]] Result<void> store_groups(const sqlite::Database& database,
                                        const std::vector<ChildGroup>& groups);

/// A finding that stands.
struct StandingFinding {
  std::string child;
  Finding finding;
  std::string first_seen;  ///< the day of the first run that found it, YYYY-MM-DD
  std::string last_seen;   ///< the day of the newest
};

/// Calls `take` for each finding that stands, by rule, then child, then place. With a `rule` only
/// its findings.
[[nodiscard]] Result<void> each_finding(const Ledger& ledger, const std::string& rule,
                                        const std::function<void(const StandingFinding&)>& take);

/// How often a rule was broken.
struct RuleCount {
  std::string rule;
  std::int64_t findings = 0;
  std::int64_t children = 0;
  std::int64_t before = 0;  ///< findings in the newest run of an earlier day
};

/// The counts of the newest settled run beside those of the last run of an earlier day: every rule
/// that was broken in one of them, the most frequent first.
[[nodiscard]] Result<std::vector<RuleCount>> count_findings(const Ledger& ledger);

/// How often a rule was broken in one group.
struct GroupCount {
  std::string group;  ///< "North"; empty for children without one
  std::string rule;
  std::int64_t findings = 0;
  std::int64_t children = 0;
};

/// The findings that stand, counted by the groups of that name and by rule; those about all
/// children are left out. Groups come in the order of the letters, the most frequent rule first.
[[nodiscard]] Result<std::vector<GroupCount>> count_findings_by(const Ledger& ledger,
                                                                const std::string& name);

}  // namespace dataflow::ledger
