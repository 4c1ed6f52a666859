// A Cron is a line of a crontab without its command: minutes, hours, days, months and weekdays.
#pragma once

#include <bitset>
#include <string_view>

#include "agent/core/day.h"
#include "agent/core/result.h"

namespace dataflow::schedule {

/// As crontab(5) has it: "30 6 * * 1-5". Names of months and days in English, three letters; 7 is
/// Sunday as well as 0. Where both days and weekdays are restricted, either will do.
struct Cron {
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;     ///< from 1
  std::bitset<13> months;   ///< from 1
  std::bitset<7> weekdays;  ///< Sunday is 0
  bool every_hour = false;  ///< every one of the 24
  bool any_day = false;     ///< the days were given as *
  bool any_weekday = false;

  /// Five fields, parted by blanks. The error (remedy stop) names the field that is wrong.
  [[nodiscard]] static Result<Cron> parse(std::string_view text);

  [[nodiscard]] bool is_on(Day day) const;
};

}  // namespace dataflow::schedule
