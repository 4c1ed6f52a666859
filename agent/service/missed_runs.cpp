#include "agent/service/missed_runs.h"

#include <fmt/format.h>

namespace dataflow::service {

void MissedRuns::look(std::optional<Instant> due, Instant now, std::chrono::minutes grace) {
  if (due) expected_ = due;
  if (!expected_ || expected_ == settled_ || now <= *expected_ + grace) return;
  settled_ = expected_;
  const auto late = std::chrono::duration_cast<std::chrono::minutes>(now - *expected_);
  log_.warning(events::kScheduleMissed,
               fmt::format("The run that was due at {} has not begun {} minutes later: the machine "
                           "or the agent did not run, was busy, or cannot read its ledger.",
                           rfc3339(*expected_), late.count()));
}

}  // namespace dataflow::service
