#include "agent/standard/window.h"

namespace dataflow::standard {

Window Window::at(Day today, const WindowRule& rule) {
  const Day back = today.plus_months(-rule.months_back);
  const int year = static_cast<int>(back.civil().year());
  // 29 February exists only in some years: the window then begins on 28 February.
  const auto begin = [&](int in_year) {
    auto day = Day::of(in_year, rule.month, rule.day_of_month);
    return day ? *day : *Day::of(in_year, rule.month, rule.day_of_month - 1);
  };
  const Day this_year = begin(year);
  return {this_year <= back ? this_year : begin(year - 1), today.plus(rule.days_ahead)};
}

}  // namespace dataflow::standard
