#include "agent/schedule/schedule.h"

#include <catch2/catch.hpp>

#include "agent/schedule/rota.h"
#include "tests/shown_result.h"

using namespace dataflow;
using namespace dataflow::schedule;

namespace {

Schedule made(std::string_view text) {
  auto schedule = Schedule::parse(text);
  INFO(text);
  REQUIRE(schedule);
  return std::move(*schedule);
}

/// What was not understood, and how to write it.
std::string fault_of(std::string_view text) {
  const auto schedule = Schedule::parse(text);
  REQUIRE_FALSE(schedule);
  return schedule.error().what;
}

/// A moment in UTC.
Instant at(const char* day, int hour, int minute) {
  return Day::parse(day)->days() + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

/// The next moments after that one, as text.
std::vector<std::string> next(std::string_view text, Instant moment, std::size_t count) {
  const Schedule schedule = made(text);
  std::vector<std::string> moments;
  for (std::size_t i = 0; i < count; ++i) {
    const auto due = schedule.next_after(moment);
    REQUIRE(due);
    moments.push_back(rfc3339(*due).substr(0, 16));
    moment = *due;
  }
  return moments;
}

using Moments = std::vector<std::string>;

}  // namespace

TEST_CASE("words and cron expressions mean the same") {
  const std::vector<std::pair<const char*, const char*>> pairs = {
      {"every hour", "0 * * * *"},
      {"Every 15 minutes", "*/15 * * * *"},
      {"every 60 minutes", "0 * * * *"},
      {"every 1 hour", "0 * * * *"},
      {"every 4 hours", "0 */4 * * *"},
      {"every day at 06:30", "30 6 * * *"},
      {"every weekday at 6:30", "30 6 * * mon-fri"},
      {"every monday and Thursday at 07:15", "15 7 * * 1,4"},
      {"every sunday at 23:59, Europe/London", "59 23 * * 7"},
      {"on the 1st and the 15th of the month at 05:00", "0 5 1,15 * *"},
      {"every day at 06:00, UTC", "0 6 * * *, UTC"},
  };
  for (const auto& [words, cron] : pairs) {
    INFO(words);
    CHECK(next(words, at("2026-03-27", 0, 0), 40) == next(cron, at("2026-03-27", 0, 0), 40));
  }
}

TEST_CASE("several times of a day come in order") {
  CHECK(next("every weekday at 12:00 and 06:30", at("2026-01-02", 7, 0), 4) ==
        Moments{"2026-01-02T12:00", "2026-01-05T06:30", "2026-01-05T12:00", "2026-01-06T06:30"});
}

TEST_CASE("a time that the clock skips in spring is due when it skips, once") {
  // On 29 March 2026 the clock goes from 01:00 to 02:00, at 01:00 UTC.
  CHECK(next("every day at 01:30", at("2026-03-28", 0, 0), 3) ==
        Moments{"2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"});
  CHECK(next("every day at 01:10 and 01:50", at("2026-03-28", 12, 0), 2) ==
        Moments{"2026-03-29T01:00", "2026-03-30T00:10"});
}

TEST_CASE("a time that the clock shows twice in autumn is due the first time only") {
  // On 25 October 2026 the clock goes from 02:00 back to 01:00, at 01:00 UTC.
  CHECK(next("every day at 01:30", at("2026-10-24", 12, 0), 2) ==
        Moments{"2026-10-25T00:30", "2026-10-26T01:30"});
}

TEST_CASE("what is due every hour is due in every hour that passes") {
  CHECK(next("every 30 minutes", at("2026-10-25", 0, 0), 4) ==
        Moments{"2026-10-25T00:30", "2026-10-25T01:00", "2026-10-25T01:30", "2026-10-25T02:00"});
  CHECK(next("every hour", at("2026-03-29", 0, 0), 2) ==
        Moments{"2026-03-29T01:00", "2026-03-29T02:00"});
}

TEST_CASE("where days and weekdays are both given, either will do, as in every cron") {
  CHECK(next("0 5 13 * fri", at("2026-02-01", 0, 0), 4) ==
        Moments{"2026-02-06T05:00", "2026-02-13T05:00", "2026-02-20T05:00", "2026-02-27T05:00"});
  CHECK(next("0 5 12 * fri", at("2026-02-09", 0, 0), 2) ==
        Moments{"2026-02-12T05:00", "2026-02-13T05:00"});
}

TEST_CASE("the leap day is found years ahead, and a day that never comes is never due") {
  CHECK(next("0 5 29 feb *", at("2026-02-01", 0, 0), 1) == Moments{"2028-02-29T05:00"});
  CHECK_FALSE(made("0 5 31 feb *").next_after(at("2026-02-01", 0, 0)).has_value());
}

TEST_CASE("the last due moment is the one before the next") {
  for (const char* text : {"every 15 minutes", "every weekday at 06:30", "0 1 * * *"}) {
    const Schedule schedule = made(text);
    Instant moment = at("2026-03-27", 0, 0);
    for (int i = 0; i < 200; ++i) {
      const Instant due = *schedule.next_after(moment);
      CHECK(schedule.last_until(due) == due);
      CHECK(schedule.last_until(*schedule.next_after(due) - std::chrono::milliseconds(1)) == due);
      moment = due;
    }
  }
}

TEST_CASE("what is not understood is named") {
  CHECK(fault_of("") == "Nothing is written.");
  CHECK(fault_of("often") == "'often' is not understood at the beginning.");
  CHECK(fault_of("every wekday at 06:30") == "'wekday' is no day of the week.");
  CHECK(fault_of("every day at 24:00") == "'24:00' is no time of the day.");
  CHECK(fault_of("every day at 6") == "'6' is no time of the day.");
  CHECK(fault_of("every day") == "No time is given.");
  CHECK(fault_of("every day at") == "No time is given.");
  CHECK(fault_of("every 7 minutes") == "7 minutes do not divide an hour evenly.");
  CHECK(fault_of("every 5 hours") == "5 hours do not divide a day evenly.");
  CHECK(fault_of("every x minutes") == "'x' is no number.");
  CHECK(fault_of("on the 32nd of the month at 05:00") == "'32nd' is no day of a month.");
  CHECK(fault_of("on the 1st at 05:00") == "'of the month' is missing behind the day.");
  CHECK(fault_of("every day at 06:30, Europe/Londno") == "'Europe/Londno' is no time zone here.");
  CHECK(fault_of("* * * *") == "A cron expression has 5 fields, not 4.");
  CHECK(fault_of("60 * * * *") == "'60' is no minute.");
  CHECK(fault_of("0 9-5 * * *") == "'9-5' is no hour.");
  CHECK(fault_of("0 0 0 * *") == "'0' is no day of the month.");
  CHECK(fault_of("0 0 * foo *") == "'foo' is no month.");
  CHECK(fault_of("0 0 * * 8") == "'8' is no day of the week.");
  CHECK(fault_of("*/0 * * * *") == "'*/0' is no minute.");
  CHECK(fault_of("5/2 * * * *") == "'5/2' is no minute.");
  CHECK(fault_of("0 0 1, * *") == "'1,' is no day of the month.");
}

TEST_CASE("of runs that were missed one is caught up, and then the schedule goes on") {
  const Rota rota{made("every day at 06:30, UTC"), std::chrono::minutes(5)};
  const Instant now = at("2026-06-10", 12, 0);
  CHECK(rota.next_run({}, now) == now);
  CHECK(rota.next_run(at("2026-06-03", 6, 35), now) == at("2026-06-04", 6, 35));
  CHECK(rota.next_run(now, now) == at("2026-06-11", 6, 35));
}

TEST_CASE("a run from the future, of a clock that was set back, keeps no other from beginning") {
  const Rota rota{made("every day at 06:30, UTC"), {}};
  const Instant now = at("2026-06-10", 12, 0);
  CHECK(rota.next_run(at("2036-06-10", 12, 0), now) == now);
  CHECK(rota.next_run(at("2026-06-10", 12, 1), now) == at("2026-06-11", 6, 30));
}

TEST_CASE("times that are no farther apart than the delay of the council all have their run") {
  const std::chrono::minutes delay(14);
  const Rota often{made("every 10 minutes, UTC"), delay};
  CHECK(often.next_run(at("2026-06-10", 10, 14), at("2026-06-10", 10, 15)) ==
        at("2026-06-10", 10, 24));
  const Rota twice{made("every day at 06:30 and 06:40, UTC"), delay};
  CHECK(twice.next_run(at("2026-06-10", 6, 44), at("2026-06-10", 6, 45)) ==
        at("2026-06-10", 6, 54));
  CHECK(twice.next_run(at("2026-06-10", 6, 54), at("2026-06-10", 6, 55)) ==
        at("2026-06-11", 6, 44));
}

TEST_CASE("the delays of all councils are spread over the whole time, and each keeps its own") {
  constexpr int kFirst = 200;
  constexpr int kCouncils = 153;
  constexpr std::chrono::seconds kMost{600};
  std::array<int, 4> quarters{};
  for (int i = 0; i < kCouncils; ++i) {
    const std::string council = std::to_string(kFirst + i);
    const auto delay = delay_of(council, kMost);
    CHECK(delay == delay_of(council, kMost));
    REQUIRE(delay >= std::chrono::seconds(0));
    REQUIRE(delay <= kMost);
    ++quarters.at(static_cast<std::size_t>(delay.count() * 4 / (kMost.count() + 1)));
  }
  for (const int quarter : quarters) CHECK(quarter > kCouncils / 8);
  CHECK(delay_of("846", std::chrono::seconds(0)) == std::chrono::seconds(0));
}
