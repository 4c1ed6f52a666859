// A Rota is a schedule with the delay of one council, so that all of them do not come at once.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "agent/core/clock.h"
#include "agent/schedule/schedule.h"

namespace dataflow::schedule {

struct Rota {
  Schedule schedule;
  std::chrono::seconds delay{0};  ///< behind what is due

  /// When the next run begins. `last` is when the last one began that took its course; without one
  /// a run is due now, and so it is when the last one lies in the future, because the clock was set
  /// back since. Of runs that were missed, one is caught up: the moment may be past. Nothing when
  /// the schedule has no other run.
  [[nodiscard]] std::optional<Instant> next_run(std::optional<Instant> last, Instant now) const;

  /// When the first run begins that is due after that moment; nothing when none is.
  [[nodiscard]] std::optional<Instant> first_due_after(Instant moment) const;
};

/// A delay up to `most`, always the same for one council and as likely as any other: by the SHA-256
/// of its code.
[[nodiscard]] std::chrono::seconds delay_of(std::string_view council, std::chrono::seconds most);

}  // namespace dataflow::schedule
