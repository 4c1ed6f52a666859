// The Clock tells the time; tests turn it by hand.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "agent/core/day.h"

namespace dataflow {

/// A moment in UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where the time comes from. Implementations may be used from several threads.
class Clock {
 public:
  virtual ~Clock() = default;

  [[nodiscard]] virtual Instant now() const = 0;

  /// The date on the wall in the council's office. The machine's own time zone decides.
  [[nodiscard]] virtual Day today() const = 0;

  /// The time on the wall there, since midnight.
  [[nodiscard]] virtual std::chrono::minutes time_of_day() const = 0;

  /// Lets that much time pass. A clock turned by hand returns at once.
  virtual void sleep_for(std::chrono::milliseconds time) = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] Day today() const override;
  [[nodiscard]] std::chrono::minutes time_of_day() const override;
  void sleep_for(std::chrono::milliseconds time) override;
};

/// A clock whose calendar stands on one day while its hours run on: for rehearsals of another day.
class RehearsalClock final : public Clock {
 public:
  explicit RehearsalClock(Day day) : day_(day) {}
  [[nodiscard]] Instant now() const override { return system_.now(); }
  [[nodiscard]] Day today() const override { return day_; }
  [[nodiscard]] std::chrono::minutes time_of_day() const override { return system_.time_of_day(); }
  void sleep_for(std::chrono::milliseconds time) override { system_.sleep_for(time); }

 private:
  SystemClock system_;
  Day day_;
};

/// RFC 3339 in UTC with milliseconds: 2026-06-01T06:30:00.123Z
[[nodiscard]] std::string rfc3339(Instant instant);

/// Reads what rfc3339 writes, and nothing else.
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view text);

/// Whole seconds since 1970-01-01T00:00:00Z.
[[nodiscard]] std::int64_t unix_seconds(Instant instant);

}  // namespace dataflow
