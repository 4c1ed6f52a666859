#include "agent/core/local_time.h"

#include <charconv>
#include <chrono>
#include <ctime>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/core/day.h"

namespace dataflow {

namespace {

using std::chrono::seconds;

constexpr std::size_t kWithoutZone = 19;  // "2026-06-01T09:00:00"

/// Two digits at a place, at most `most`.
std::optional<int> pair_at(std::string_view text, std::size_t place, int most) {
  if (place + 2 > text.size()) return std::nullopt;
  if (!ascii::is_digit(text[place]) || !ascii::is_digit(text[place + 1])) return std::nullopt;
  const int number = (text[place] - '0') * 10 + (text[place + 1] - '0');
  return number <= most ? std::optional(number) : std::nullopt;
}

/// The time of day in the first part; 60 is a leap second, which no clock on a wall shows.
std::optional<seconds> time_of(std::string_view text) {
  const auto hours = pair_at(text, 11, 23);
  const auto minutes = pair_at(text, 14, 59);
  const auto seconds_of_it = pair_at(text, 17, 60);
  if (!hours || !minutes || !seconds_of_it || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  return seconds((*hours * 60 + *minutes) * 60 + std::min(*seconds_of_it, 59));
}

std::string_view without_fraction(std::string_view rest) {
  if (rest.size() < 2 || rest[0] != '.' || !ascii::is_digit(rest[1])) return rest;
  std::size_t end = 1;
  while (end < rest.size() && ascii::is_digit(rest[end])) ++end;
  return rest.substr(end);
}

/// How far a zone is ahead of UTC: "Z" or "+01:00".
std::optional<seconds> ahead(std::string_view zone) {
  if (zone == "Z" || zone == "z") return seconds(0);
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const auto hours = pair_at(zone, 1, 23);
  const auto minutes = pair_at(zone, 4, 59);
  if (!hours || !minutes) return std::nullopt;
  const seconds distance((*hours * 60 + *minutes) * 60);
  return zone[0] == '-' ? -distance : distance;
}

std::optional<std::string> on_the_wall(std::chrono::sys_seconds moment) {
  // The system's clock counts nanoseconds and ends in 2262, but databases write 9999-12-31.
  const std::time_t time = moment.time_since_epoch().count();
  std::tm wall{};
  if (localtime_r(&time, &wall) == nullptr) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", wall.tm_year + 1900, wall.tm_mon + 1,
                     wall.tm_mday, wall.tm_hour, wall.tm_min, wall.tm_sec);
}

}  // namespace

std::optional<std::string> local_time(std::string_view text, Zone zone) {
  if (text.size() < kWithoutZone || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) {
    return std::nullopt;
  }
  const auto day = Day::parse(text.substr(0, 10));
  const auto time = time_of(text);
  if (!day || !time) return std::nullopt;
  const std::string_view rest = without_fraction(text.substr(kWithoutZone));
  const auto distance = ahead(rest);
  if (!rest.empty() && !distance) return std::nullopt;
  if (rest.empty() || zone == Zone::drop) {
    return fmt::format("{} {}", text.substr(0, 10), text.substr(11, 8));
  }
  return on_the_wall(day->days() + *time - *distance);
}

}  // namespace dataflow
