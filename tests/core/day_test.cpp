#include "agent/core/day.h"

#include <catch2/catch.hpp>

using namespace dataflow;

namespace {
Day day(std::string_view text) {
  const auto parsed = Day::parse(text);
  REQUIRE(parsed);
  return *parsed;
}
}  // namespace

TEST_CASE("a day reads and writes as YYYY-MM-DD") {
  CHECK(day("2026-06-01").text() == "2026-06-01");
  CHECK(day("0001-01-01").text() == "0001-01-01");
  CHECK(day("9999-12-31").text() == "9999-12-31");
}

TEST_CASE("what is no real day is no day") {
  for (const char* text :
       {"2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-01",
        "2026-01-01 ", "01/02/2026", "2026-01-0x", "", "0000-01-01"}) {
    CHECK_FALSE(Day::parse(text));
  }
  CHECK(Day::parse("2024-02-29"));
}

TEST_CASE("months are counted by the calendar and end on a month's last day") {
  CHECK(day("2026-11-23").plus_months(-24).text() == "2024-11-23");
  CHECK(day("2026-03-31").plus_months(-1).text() == "2026-02-28");
  CHECK(day("2024-01-31").plus_months(1).text() == "2024-02-29");
}

TEST_CASE("somebody born on 29 February has their birthday on 1 March in other years") {
  CHECK(day("2008-02-29").birthday(18).text() == "2026-03-01");
  CHECK(day("2008-02-29").birthday(16).text() == "2024-02-29");
  CHECK(day("2000-04-01").birthday(26).text() == "2026-04-01");
}

TEST_CASE("the weekday counts from Monday") {
  CHECK(day("2026-06-01").weekday() == 1);
  CHECK(day("2026-06-07").weekday() == 7);
}
