#include "agent/core/clock.h"

#include <ctime>
#include <thread>

#include <fmt/format.h>

namespace dataflow {

namespace {

std::tm on_the_wall(Instant instant) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(instant);
  std::tm local{};
  localtime_r(&seconds, &local);
  return local;
}

}  // namespace

Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Day SystemClock::today() const {
  const std::tm local = on_the_wall(now());
  return *Day::of(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                  static_cast<unsigned>(local.tm_mday));
}

std::chrono::minutes SystemClock::time_of_day() const {
  const std::tm local = on_the_wall(now());
  return std::chrono::hours(local.tm_hour) + std::chrono::minutes(local.tm_min);
}

void SystemClock::sleep_for(std::chrono::milliseconds time) {
  std::this_thread::sleep_for(time);
}

std::string rfc3339(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time(instant - day);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", Day(day).text(), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00.000Z";
  if (text.size() != kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (const char c : text.substr(at, digits)) value = value * 10 + (c - '0');
    return value;
  };
  const auto day = Day::parse(text.substr(0, 10));
  const bool on_a_clock = number(11, 2) < 24 && number(14, 2) < 60 && number(17, 2) < 60;
  if (!day || !on_a_clock) return std::nullopt;
  return Instant(day->days()) + std::chrono::hours(number(11, 2)) +
         std::chrono::minutes(number(14, 2)) + std::chrono::seconds(number(17, 2)) +
         std::chrono::milliseconds(number(20, 3));
}

std::int64_t unix_seconds(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

}  // namespace dataflow
