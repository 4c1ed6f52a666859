// MissedRuns tells the log, once of each, of runs that begin much later than they were due.
#pragma once

#include <chrono>
#include <optional>

#include "agent/core/clock.h"
#include "agent/core/log.h"

namespace dataflow::service {

/// For one thread.
class MissedRuns {
 public:
  /// The log must outlive this.
  explicit MissedRuns(Log& log) : log_(log) {}

  /// Call when somebody looks whether a run is due: `due` is when the next one has to begin, and
  /// nothing when that cannot be read now. What was due before is then still expected. `grace` is
  /// by how much a run may begin late.
  void look(std::optional<Instant> due, Instant now, std::chrono::minutes grace);

  /// A run begins. One that fails is tried again for the same moment, and is not missed then.
  void begin() { settled_ = expected_; }

 private:
  Log& log_;
  std::optional<Instant> expected_;
  std::optional<Instant> settled_;  ///< begun, or told of
};

}  // namespace dataflow::service
