#include "agent/schedule/time_zone.h"

#include <date/tz.h>
#include <stdexcept>

#include <fmt/format.h>

namespace dataflow::schedule {

namespace {

using std::chrono::minutes;

date::local_time<std::chrono::milliseconds> wall(const date::time_zone& zone, Instant moment) {
  return zone.to_local(moment);
}

}  // namespace

struct TimeZone::Place {
  const date::time_zone* zone;  // belongs to the library, which keeps it until the program ends
  std::string name;
};

Result<TimeZone> TimeZone::named(std::string_view name) {
  try {
    const auto* zone = date::locate_zone(std::string(name));
    return TimeZone(std::make_shared<const Place>(Place{zone, std::string(name)}));
  } catch (const std::runtime_error&) {
    // Also where the system has no tz database at all.
    return Error{Remedy::stop, "time zone", fmt::format("'{}' is no time zone here.", name),
                 "Write a name such as Europe/London; Debian has them in the package tzdata."};
  }
}

const std::string& TimeZone::name() const {
  return place_->name;
}

Day TimeZone::day_of(Instant moment) const {
  const auto days = date::floor<date::days>(wall(*place_->zone, moment));
  return Day(std::chrono::sys_days(days.time_since_epoch()));
}

minutes TimeZone::time_of_day(Instant moment) const {
  const auto time = wall(*place_->zone, moment);
  return date::floor<minutes>(time - date::floor<date::days>(time));
}

Instant TimeZone::moment_of(Day day, minutes time_of_day) const {
  const date::local_seconds time(day.days().time_since_epoch() + time_of_day);
  const date::local_info info = place_->zone->get_info(time);
  if (info.result == date::local_info::nonexistent) return info.first.end;
  return Instant(time.time_since_epoch() - info.first.offset);
}

}  // namespace dataflow::schedule
