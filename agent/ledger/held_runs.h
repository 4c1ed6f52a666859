// Held runs: runs that the brake stopped, why, and what people said of them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agent/core/clock.h"
#include "agent/ledger/runs.h"
#include "agent/ledger/source_files.h"

namespace dataflow::ledger {

/// One thing about a run that is out of proportion.
struct Alarm {
  std::string kind;     ///< leaving, changed, shrunk, flipped, churned or first_send
  std::string subject;  ///< the table or field; empty where the whole run is meant
  std::int64_t measure = 0;
  std::int64_t allowed = 0;
  std::string says;  ///< one sentence; holds no value of a record

  bool operator==(const Alarm&) const = default;
};

/// What somebody said of a held run.
struct Verdict {
  enum class Says { approve, reject };
  Says says = Says::approve;
  std::string by;
  std::string reason;
  std::string at;  ///< RFC 3339
};

struct HeldRun {
  Run run;
  std::vector<Alarm> alarms;
  std::vector<Verdict> verdicts;  ///< oldest first

  [[nodiscard]] bool rejected() const;
  /// By so many different people.
  [[nodiscard]] bool approved(std::int64_t needed) const;
};

/// Notes that the brake holds the run: nothing of it takes effect. `leaving` are the children that
/// it would have purged, `files` those that it read.
[[nodiscard]] Result<void> hold_run(const Ledger& ledger, RunId run, const RunFigures& figures,
                                    const std::vector<Alarm>& alarms,
                                    const std::vector<std::string>& leaving,
                                    const std::vector<SourceFile>& files, Instant now);

/// Nothing when there is no such run, or it was not held.
[[nodiscard]] Result<std::optional<HeldRun>> held_run(const Ledger& ledger, RunId run);

/// The newest held run, if no run has settled since.
[[nodiscard]] Result<std::optional<HeldRun>> standing_hold(const Ledger& ledger);

/// Writes the verdict down, in the audit trail as well. The next run is what it has an effect on:
/// see approved_scope. Errors (stop): the run is not held, is over because a later one settled, was
/// rejected, or the same person has approved it before; the name or the reason is missing.
[[nodiscard]] Result<void> give_verdict(const Ledger& ledger, RunId run, const Verdict& verdict,
                                        Instant now);

/// What people have approved since the last run that took effect.
struct ApprovedScope {
  std::map<std::pair<std::string, std::string>, std::int64_t> measures;  ///< by kind and subject
  std::set<std::string, std::less<>> leaving;                            ///< children

  [[nodiscard]] bool empty() const { return measures.empty(); }
};
[[nodiscard]] Result<ApprovedScope> approved_scope(const Ledger& ledger, std::int64_t needed);

}  // namespace dataflow::ledger
