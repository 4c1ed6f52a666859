// The Pace keeps the reading of a source within its load budget: rows a second, and hours.
#pragma once

#include <cstdint>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/core/source_terms.h"

namespace dataflow::freshness {

/// For all reads of one run, and for one thread. The clock must outlive it.
class Pace {
 public:
  Pace(const LoadTerms& load, Clock& clock);

  /// An error outside the hours of the budget: wait.
  [[nodiscard]] Result<void> check_hours() const;

  /// Call for each row that was read: lets time pass where the rows come faster than they may. What
  /// a slow source left unused is not made up for by a burst. Errors: wait, when the hours are
  /// over.
  [[nodiscard]] Result<void> row();

 private:
  LoadTerms load_;
  Clock& clock_;
  std::int64_t step_;                // rows between two looks at the clock
  std::chrono::milliseconds least_;  // that so many rows have to take
  std::int64_t rows_ = 0;
  Instant due_;  // when the next step may begin
};

}  // namespace dataflow::freshness
