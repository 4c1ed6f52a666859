#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

namespace {

constexpr int kMonthsBack = 24;

Day first_of_april_on_or_before(Day day) {
  const auto date = day.civil();
  const Day this_year(std::chrono::sys_days(date.year() / std::chrono::April / 1));
  if (this_year <= day) return this_year;
  return Day(std::chrono::sys_days((date.year() - std::chrono::years(1)) / std::chrono::April / 1));
}

}  // namespace

Window Window::of(Day today) {
  return {first_of_april_on_or_before(today.plus_months(-kMonthsBack)), today.plus(1)};
}

}  // namespace dataflow::synthetic
