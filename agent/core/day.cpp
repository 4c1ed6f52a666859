#include "agent/core/day.h"

#include <array>

namespace dataflow {

namespace {

/// The number that `count` digits at `at` make, or -1 where one is not a digit.
constexpr int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void put(char* out, unsigned value, int width) {
  for (int i = width - 1; i >= 0; --i, value /= 10) out[i] = static_cast<char>('0' + value % 10);
}

}  // namespace

std::optional<Day> Day::of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok() || year < 1 || year > 9999) return std::nullopt;
  return Day(std::chrono::sys_days(date));
}

std::optional<Day> Day::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  return of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string Day::text() const {
  const auto date = civil();
  std::string out = "0000-00-00";
  put(out.data(), static_cast<unsigned>(static_cast<int>(date.year())), 4);
  put(out.data() + 5, static_cast<unsigned>(date.month()), 2);
  put(out.data() + 8, static_cast<unsigned>(date.day()), 2);
  return out;
}

Day Day::plus_months(int months) const {
  auto date = civil() + std::chrono::months(months);
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return Day(std::chrono::sys_days(date));
}

Day Day::birthday(int age) const {
  const auto date = civil() + std::chrono::years(age);
  if (date.ok()) return Day(std::chrono::sys_days(date));
  return Day(std::chrono::sys_days(date.year() / std::chrono::March / 1));
}

unsigned Day::weekday() const {
  return std::chrono::weekday(days_).iso_encoding();
}

}  // namespace dataflow
