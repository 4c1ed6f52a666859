#include "connectors/xlsx/number.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::connectors::xlsx {

namespace {

constexpr double kExactUpTo = 9'007'199'254'740'992.0;  // 2^53
constexpr std::int64_t kSecondsOfDay = 86'400;
constexpr double kLastDay = 2'958'465;  // 9999-12-31

std::optional<double> number_of(std::string_view stored) {
  double number = 0;
  const auto end = std::from_chars(stored.data(), stored.data() + stored.size(), number);
  const bool whole = end.ec == std::errc() && end.ptr == stored.data() + stored.size();
  if (!whole || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string shortest(double number) {
  std::array<char, 400> room{};  // 1e308 has 309 digits, and 5e-324 has 326
  const auto end =
      std::to_chars(room.data(), room.data() + room.size(), number, std::chars_format::fixed);
  return {room.data(), end.ptr};
}

std::string day_text(std::int64_t count, Epoch epoch) {
  using std::chrono::sys_days;
  constexpr sys_days k1904 = std::chrono::year(1904) / 1 / 1;
  constexpr sys_days k1900 = std::chrono::year(1899) / 12 / 31;
  // After the day that never was, everything is one late.
  const std::int64_t late = count > 60 ? 1 : 0;
  const sys_days day = epoch == Epoch::of_1904 ? k1904 + std::chrono::days(count)
                                               : k1900 + std::chrono::days(count - late);
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string time_text(std::int64_t seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

NumberText number_text(std::string_view stored) {
  const std::string_view digits = stored.starts_with('-') ? stored.substr(1) : stored;
  if (is_digits(digits)) return {std::string(stored)};
  const auto number = number_of(stored);
  if (!number) return {std::string(stored)};
  const bool is_whole = std::trunc(*number) == *number;
  return {shortest(*number), is_whole && std::abs(*number) > kExactUpTo};
}

std::string moment_text(std::string_view stored, Meaning meaning, Epoch epoch) {
  const auto number = number_of(stored);
  if (!number || *number < 0 || *number > kLastDay + 1) return number_text(stored).text;
  const auto seconds =
      static_cast<std::int64_t>(std::llround(*number * static_cast<double>(kSecondsOfDay)));
  const std::int64_t days = seconds / kSecondsOfDay;
  const std::int64_t time = seconds % kSecondsOfDay;
  if (meaning == Meaning::time && days == 0) return time_text(time);
  const bool no_day = epoch == Epoch::of_1900 ? days == 0 || days == 60 : false;
  if (no_day || static_cast<double>(days) > kLastDay) return number_text(stored).text;
  const std::string day = day_text(days, epoch);
  return time == 0 ? day : day + " " + time_text(time);
}

std::string iso_text(std::string_view stored) {
  constexpr std::size_t kDay = 10;   // 2026-06-01
  constexpr std::size_t kTime = 19;  // 2026-06-01T00:00:00
  if (stored.size() < kTime || stored[kDay] != 'T') return std::string(stored);
  const std::string_view time = stored.substr(kDay + 1, kTime - kDay - 1);
  std::string text(stored.substr(0, kDay));
  if (time != "00:00:00") text.append(" ").append(time);
  return text;
}

}  // namespace dataflow::connectors::xlsx
