// A TimeZone says what the clocks on the walls of a place show, by the tz database of the system.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "agent/core/clock.h"
#include "agent/core/day.h"
#include "agent/core/result.h"

namespace dataflow::schedule {

/// Immutable; copies share what they know. May be used from several threads.
class TimeZone {
 public:
  /// A zone by its name in the tz database, such as Europe/London. The error (remedy stop) is for
  /// whoever wrote the name.
  [[nodiscard]] static Result<TimeZone> named(std::string_view name);

  [[nodiscard]] const std::string& name() const;

  /// The date on the wall at that moment.
  [[nodiscard]] Day day_of(Instant moment) const;

  /// The time on the wall at that moment, since midnight.
  [[nodiscard]] std::chrono::minutes time_of_day(Instant moment) const;

  /// When a clock on the wall shows that time. Where it shows it twice: the first time. Where it
  /// skips it: when it skips.
  [[nodiscard]] Instant moment_of(Day day, std::chrono::minutes time_of_day) const;

 private:
  struct Place;
  explicit TimeZone(std::shared_ptr<const Place> place) : place_(std::move(place)) {}

  std::shared_ptr<const Place> place_;
};

}  // namespace dataflow::schedule
