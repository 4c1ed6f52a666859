#include "agent/rules/working_days.h"

#include <algorithm>
#include <array>
#include <vector>

namespace dataflow::rules {

namespace {

constexpr unsigned kSaturday = 6;
constexpr int kDaysInWeek = 7;

Day day_of(int year, unsigned month, unsigned day) {
  return *Day::of(year, month, day);
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as in Meeus,
/// Astronomical Algorithms, chapter 8).
Day easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return day_of(year, static_cast<unsigned>(f / 31), static_cast<unsigned>(f % 31 + 1));
}

/// The first Monday on or after the day.
Day monday_from(Day day) {
  return day.plus(static_cast<int>((8 - day.weekday()) % kDaysInWeek));
}

/// Days proclaimed once: VE Day 2020 (instead of the early May holiday), the jubilee of 2022
/// (with the spring holiday moved to 2 June), the state funeral of 2022, the coronation of 2023.
constexpr std::array<std::string_view, 5> kOnce = {"2020-05-08", "2022-06-02", "2022-06-03",
                                                   "2022-09-19", "2023-05-08"};

/// Moves a fixed holiday from a weekend to the next day that is neither weekend nor taken.
void add_moved(std::vector<Day>& days, Day day) {
  const auto taken = [&] { return std::find(days.begin(), days.end(), day) != days.end(); };
  while (day.weekday() >= kSaturday || taken()) day = day.plus(1);
  days.push_back(day);
}

std::vector<Day> holidays_of(int year) {
  std::vector<Day> days = {easter(year).plus(-2), easter(year).plus(1),
                           monday_from(day_of(year, 8, 25))};
  if (year != 2020) days.push_back(monday_from(day_of(year, 5, 1)));
  if (year != 2022) days.push_back(monday_from(day_of(year, 5, 25)));
  add_moved(days, day_of(year, 1, 1));
  add_moved(days, day_of(year, 12, 25));
  add_moved(days, day_of(year, 12, 26));
  for (const auto once : kOnce) {
    const Day day = *Day::parse(once);
    if (static_cast<int>(day.civil().year()) == year) days.push_back(day);
  }
  return days;
}

/// Days from Monday to Friday between a Monday long ago and the day, which is included.
int weekdays_up_to(Day day) {
  const int days = day.number() - day_of(1900, 1, 1).number() + 1;  // 1900-01-01 was a Monday
  return days / kDaysInWeek * 5 + std::min(days % kDaysInWeek, 5);
}

}  // namespace

bool is_bank_holiday(Day day) {
  const auto days = holidays_of(static_cast<int>(day.civil().year()));
  return std::find(days.begin(), days.end(), day) != days.end();
}

bool is_working_day(Day day) {
  return day.weekday() < kSaturday && !is_bank_holiday(day);
}

int working_days(Day from, Day to) {
  if (to <= from) return 0;
  int count = weekdays_up_to(to) - weekdays_up_to(from);
  const int last = static_cast<int>(to.civil().year());
  for (int year = static_cast<int>(from.civil().year()); year <= last; ++year) {
    for (const Day day : holidays_of(year)) {
      if (from < day && day <= to && day.weekday() < kSaturday) --count;
    }
  }
  return count;
}

}  // namespace dataflow::rules
