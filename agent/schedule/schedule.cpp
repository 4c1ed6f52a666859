#include "agent/schedule/schedule.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/schedule/words.h"

namespace dataflow::schedule {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr char kEngland[] = "Europe/London";
constexpr int kFarthest = 5 * 366;  // days: long enough for every 29 February but one of 2100

/// "when, zone", where a zone is what has a slash or is UTC.
struct Written {
  std::string_view when;
  std::string_view zone;
};

Written parts_of(std::string_view text) {
  const auto comma = text.rfind(',');
  if (comma == std::string_view::npos) return {ascii::trimmed(text), kEngland};
  const auto last = ascii::trimmed(text.substr(comma + 1));
  // A cron expression has slashes as well, and commas between its numbers.
  const bool is_zone =
      last == "UTC" || (last.find('/') != std::string_view::npos && ascii::is_letter(last.front()));
  if (!is_zone) return {ascii::trimmed(text), kEngland};
  return {ascii::trimmed(text.substr(0, comma)), last};
}

bool is_cron(std::string_view when) {
  return !when.empty() && (ascii::is_digit(when.front()) || when.front() == '*');
}

/// Those at fixed times of the day.
void add_fixed(const Cron& cron, const TimeZone& zone, Day day, std::vector<Instant>& due) {
  for (std::size_t hour = 0; hour < cron.hours.size(); ++hour) {
    if (!cron.hours.test(hour)) continue;
    for (std::size_t minute = 0; minute < cron.minutes.size(); ++minute) {
      if (cron.minutes.test(minute))
        due.push_back(zone.moment_of(day, hours(hour) + minutes(minute)));
    }
  }
}

/// Those of every hour that passes between one midnight and the next.
void add_hourly(const Cron& cron, const TimeZone& zone, Day day, std::vector<Instant>& due) {
  const Instant midnight = zone.moment_of(day.plus(1), minutes(0));
  for (Instant at = zone.moment_of(day, minutes(0)); at < midnight; at += minutes(1)) {
    const auto minute = static_cast<std::size_t>(zone.time_of_day(at).count() % 60);
    if (cron.minutes.test(minute)) due.push_back(at);
  }
}

}  // namespace

Result<Schedule> Schedule::parse(std::string_view text) {
  const auto [when, place] = parts_of(text);
  TRY_ASSIGN(auto zone, TimeZone::named(place));
  std::vector<std::string> written = {std::string(when)};
  if (!is_cron(when)) {
    TRY_ASSIGN(written, cron_of(when));
  }
  std::vector<Cron> crons;
  for (const auto& one : written) {
    TRY_ASSIGN(crons.emplace_back(), Cron::parse(one));
  }
  return Schedule(std::string(ascii::trimmed(text)), std::move(zone), std::move(crons));
}

std::vector<Instant> Schedule::due_on(Day day) const {
  std::vector<Instant> due;
  for (const auto& cron : crons_) {
    if (!cron.is_on(day)) continue;
    (cron.every_hour ? add_hourly : add_fixed)(cron, zone_, day, due);
  }
  std::sort(due.begin(), due.end());
  due.erase(std::unique(due.begin(), due.end()), due.end());
  return due;
}

std::optional<Instant> Schedule::next_after(Instant moment) const {
  const Day today = zone_.day_of(moment);
  for (int i = 0; i <= kFarthest; ++i) {
    const auto due = due_on(today.plus(i));
    const auto next = std::upper_bound(due.begin(), due.end(), moment);
    if (next != due.end()) return *next;
  }
  return std::nullopt;
}

std::optional<Instant> Schedule::last_until(Instant moment) const {
  const Day today = zone_.day_of(moment);
  for (int i = 0; i <= kFarthest; ++i) {
    const auto due = due_on(today.plus(-i));
    const auto after = std::upper_bound(due.begin(), due.end(), moment);
    if (after != due.begin()) return *(after - 1);
  }
  return std::nullopt;
}

}  // namespace dataflow::schedule
