// A Schedule says when runs are due, in cron expressions or plain words, by the clock of a place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/schedule/cron.h"
#include "agent/schedule/time_zone.h"

namespace dataflow::schedule {

/// "every weekday at 06:30, Europe/London". Immutable.
///
/// On the nights when clocks change: what is due at a time that the clock skips is due when it
/// skips, once. What is due at a time that the clock shows twice is due the first time. What is due
/// in every hour is due in every hour that passes, as in Debian's cron.
class Schedule {
 public:
  /// A cron expression (cron.h) or words (words.h), and behind a comma a time zone. Without one the
  /// clock is that of Europe/London, wherever the machine is. The error (remedy stop) says in one
  /// sentence what was not understood.
  [[nodiscard]] static Result<Schedule> parse(std::string_view text);

  /// As it was written.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const TimeZone& zone() const { return zone_; }

  /// The first moment after that one when a run is due; nothing when none is within 5 years.
  [[nodiscard]] std::optional<Instant> next_after(Instant moment) const;

  /// All moments of a day of the zone when a run is due, in order.
  [[nodiscard]] std::vector<Instant> due_on(Day day) const;

  /// The last moment up to that one, itself included, when a run was due; nothing when none was
  /// within 5 years.
  [[nodiscard]] std::optional<Instant> last_until(Instant moment) const;

 private:
  Schedule(std::string text, TimeZone zone, std::vector<Cron> crons)
      : text_(std::move(text)), zone_(std::move(zone)), crons_(std::move(crons)) {}

  std::string text_;
  TimeZone zone_;
  std::vector<Cron> crons_;
};

}  // namespace dataflow::schedule
