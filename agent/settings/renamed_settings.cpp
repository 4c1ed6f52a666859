#include "agent/settings/renamed_settings.h"

#include <array>

#include <fmt/format.h>

namespace dataflow::settings {

namespace {

using yaml::Node;

struct Renamed {
  const char* name;
  const char* says;
  std::string (*instead)(const Node& old);  ///< what to write, as it is to be written
};

/// Those minutes of an hour or hours of a day that the schedule has words for.
std::string schedule_for(const Node& old) {
  constexpr std::int64_t kDay = std::int64_t{24} * 60;
  constexpr std::int64_t kWeek = 7 * kDay;
  const auto minutes = old.whole_number(1, kWeek);
  if (minutes < 60 && 60 % minutes == 0) return fmt::format("schedule: every {} minutes", minutes);
  const auto hours = minutes / 60;
  const bool divides_a_day = minutes % 60 == 0 && hours < 24 && 24 % hours == 0;
  if (divides_a_day && hours > 1) return fmt::format("schedule: every {} hours", hours);
  return minutes < kDay ? "schedule: every hour" : "schedule: every day at 06:30";
}

constexpr std::array kRenamed = {
    Renamed{"every_minutes", "Runs have a schedule on the wall now.", schedule_for},
};

}  // namespace

std::vector<std::string> report_renamed(const Node& root) {
  std::vector<std::string> found;
  for (const auto& renamed : kRenamed) {
    const auto old = root.member(renamed.name);
    if (!old.present()) continue;
    old.fault(fmt::format("'{}' is no longer a setting. {}", renamed.name, renamed.says),
              "Write instead:  " + renamed.instead(old));
    found.emplace_back(renamed.name);
  }
  return found;
}

}  // namespace dataflow::settings
