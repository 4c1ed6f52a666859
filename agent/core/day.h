// A Day is a calendar date without a time: what the standard means by a date (RFC 3339 full-date).
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dataflow {

/// A real day of the proleptic Gregorian calendar, held as the days since 1970-01-01.
class Day {
 public:
  constexpr Day() = default;
  constexpr explicit Day(std::chrono::sys_days days) : days_(days) {}

  /// Nothing when there is no such day (31 February).
  [[nodiscard]] static std::optional<Day> of(int year, unsigned month, unsigned day);

  /// Reads exactly YYYY-MM-DD, nothing before or after it. Years 0001 to 9999.
  [[nodiscard]] static std::optional<Day> parse(std::string_view text);

  /// YYYY-MM-DD
  [[nodiscard]] std::string text() const;

  [[nodiscard]] constexpr std::chrono::sys_days days() const { return days_; }
  [[nodiscard]] constexpr int number() const {
    return static_cast<int>(days_.time_since_epoch().count());
  }
  [[nodiscard]] constexpr std::chrono::year_month_day civil() const { return days_; }

  [[nodiscard]] constexpr Day plus(int days) const { return Day(days_ + std::chrono::days(days)); }

  /// The same day of the month so many months later; the month's last day where there is none.
  [[nodiscard]] Day plus_months(int months) const;

  /// The nth birthday of somebody born on this day. Born on 29 February: 1 March in other years,
  /// as English law counts (Age is reached at the start of the anniversary, or the day after it).
  [[nodiscard]] Day birthday(int age) const;

  /// Monday = 1 to Sunday = 7.
  [[nodiscard]] unsigned weekday() const;

  auto operator<=>(const Day&) const = default;

 private:
  std::chrono::sys_days days_{};
};

}  // namespace dataflow
