// Consequences: what dispatch does about the answer to an envelope.
#pragma once

#include <optional>

#include "agent/delivery/line.h"
#include "agent/flow/dispatch.h"
#include "agent/flow/isolation.h"

namespace dataflow::flow {

/// How far a dispatch has come.
struct Course {
  DispatchEnd end;
  std::size_t most = 1;  ///< children to an envelope
  Isolation isolation;   ///< pieces of refused envelopes that are still to go

  /// Nothing more is begun. What needs a person outweighs what time may mend.
  void pause(const Error& error, Log& log,
             std::optional<std::chrono::seconds> retry_after = std::nullopt);
};

/// For one dispatch; parts and course must outlive it.
class Consequences {
 public:
  Consequences(const DispatchParts& parts, Course& course) : parts_(parts), course_(course) {}

  /// Call once the answer is in the ledger. Sets children aside, puts pieces on the course, pauses.
  [[nodiscard]] Result<void> follow(Piece piece, const delivery::Answer& answer);

 private:
  void accepted(Piece piece);
  Result<void> refused_some(Piece piece, const delivery::Answer& answer);
  Result<void> refused(Piece piece, int status);
  Result<void> forbidden(Piece piece, const delivery::Answer& answer);
  Result<void> too_many(Piece piece, int status);
  Result<void> set_aside(const ledger::Waiting& waiting, int status);
  void count_refused(std::size_t children);
  Result<delivery::Access> probe();

  const DispatchParts& parts_;
  Course& course_;
  std::size_t refused_in_a_row_ = 0;
  std::optional<delivery::Line> line_;  ///< for requests that hold nobody
};

}  // namespace dataflow::flow
