// Working days in England, against the published bank holidays.
#include "agent/rules/working_days.h"

#include <catch2/catch.hpp>

using namespace dataflow;
using namespace dataflow::rules;

namespace {

std::string holidays(int year) {
  std::string text;
  for (Day day = *Day::of(year, 1, 1); day <= *Day::of(year, 12, 31); day = day.plus(1)) {
    if (is_bank_holiday(day)) text += day.text().substr(5) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("bank holidays are those that GOV.UK lists") {
  CHECK(holidays(2020) == "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28 ");
  CHECK(holidays(2021) == "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 ");
  CHECK(holidays(2022) == "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27 ");
  CHECK(holidays(2023) == "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26 ");
  CHECK(holidays(2026) == "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28 ");
}

TEST_CASE("working days are counted as one by one") {
  const Day from = *Day::parse("2023-12-01");
  int count = 0;
  for (int days = 0; days < 800; ++days) {
    const Day to = from.plus(days);
    if (days > 0 && is_working_day(to)) ++count;
    REQUIRE(working_days(from, to) == count);
  }
  CHECK(working_days(from, from.plus(-10)) == 0);
}
