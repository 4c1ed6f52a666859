// Runs: what each reading of the source found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

using RunId = std::int64_t;

/// Persons that a rule of the cohort left out.
struct Exclusion {
  std::string rule;
  std::string says;
  std::int64_t persons = 0;
};

/// The figures of one run.
struct RunFigures {
  std::int64_t considered = 0;  ///< persons in the source
  std::int64_t in_scope = 0;    ///< of them in the cohort
  std::int64_t without_id = 0;  ///< of those without an identifier
  std::int64_t fresh = 0;       ///< children never sent before
  std::int64_t changed = 0;     ///< children whose document differs from the accepted one
  std::int64_t unchanged = 0;
  std::int64_t held = 0;     ///< children set aside, `without_id` included
  std::int64_t past = 0;     ///< children outside the window whom the endpoint keeps
  std::int64_t absent = 0;   ///< children not found today, but not missing for long enough
  std::int64_t leaving = 0;  ///< children no longer in the cohort, to be purged
  std::int64_t findings = 0;
  std::int64_t rows = 0;  ///< rows read from the source
  std::vector<Exclusion> exclusions;
};

struct Run {
  RunId id = 0;
  Day day;
  std::string started_at;   ///< RFC 3339
  std::string finished_at;  ///< RFC 3339; empty while reading
  std::string state;        ///< reading, settled, held (by the brake), waiting (the source was not
                            ///< ready; the next run tries again) or failed
  std::string error;
  RunFigures figures;
};

/// Notes that a run begins. A run that a crash left in state reading becomes failed.
[[nodiscard]] Result<RunId> begin_run(const Ledger& ledger, Day day, Instant now);

/// Notes that a run ended without effect.
[[nodiscard]] Result<void> fail_run(const Ledger& ledger, RunId run, const Error& error,
                                    Instant now);

/// Writes the figures of a run that has ended, and its state: settled or held. Call within the
/// transaction that ends it.
[[nodiscard]] Result<void> note_figures(const sqlite::Database& database, RunId run,
                                        std::string_view state, const RunFigures& figures,
                                        Instant now);

/// The newest run; nothing when there was none. With `settled` only runs that took effect count.
enum class Which { any, settled };
[[nodiscard]] Result<std::optional<Run>> newest_run(const Ledger& ledger, Which which);

/// When the newest run began that took effect or that the brake holds; nothing before the first.
[[nodiscard]] Result<std::optional<Instant>> last_begun(const Ledger& ledger);

/// When the first run began that the ledger still has; nothing before it.
[[nodiscard]] Result<std::optional<Instant>> first_begun(const Ledger& ledger);

/// Nothing when there is no run of that number.
[[nodiscard]] Result<std::optional<Run>> run_of(const Ledger& ledger, RunId run);

/// On which day the first window of a settled run began; nothing before the first.
[[nodiscard]] Result<std::optional<Day>> first_window_start(const Ledger& ledger);

/// How many purges runs for that day made to wait without anybody's approval.
[[nodiscard]] Result<std::int64_t> purges_of_day(const Ledger& ledger, Day day);

}  // namespace dataflow::ledger
