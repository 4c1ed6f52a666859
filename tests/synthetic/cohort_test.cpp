#include <catch2/catch.hpp>

#include "connectors/synthetic/window.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

std::size_t count_of(const Council& council, Standing standing) {
  const auto all = council.expectations();
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(),
      [standing](const Council::Expectation& e) { return e.sight.standing == standing; }));
}

Window window_on(const char* day) {
  return Window::of(Day::parse(day).value());
}

}  // namespace

TEST_CASE("the window begins on a 1 April two to three years ago and ends tomorrow") {
  CHECK(window_on("2026-06-01").start.text() == "2024-04-01");
  CHECK(window_on("2026-06-01").end.text() == "2026-06-02");
  CHECK(window_on("2026-03-31").start.text() == "2023-04-01");
  CHECK(window_on("2026-04-01").start.text() == "2024-04-01");
  CHECK(window_on("2024-02-29").start.text() == "2021-04-01");
}

TEST_CASE("a span is in the window when any of its days is") {
  const Window window = window_on("2026-06-01");
  const Day before = window.start.plus(-1);
  const Day after = window.end.plus(1);
  CHECK(window.touches(before, std::nullopt));
  CHECK(window.touches(before, window.start));
  CHECK_FALSE(window.touches(before, before));
  CHECK(window.touches(window.end, after));
  CHECK_FALSE(window.touches(after, std::nullopt));
}

TEST_CASE("exactly so many children are in the cohort as the settings say") {
  for (const std::size_t children : {1U, 7U, 400U}) {
    const Council council(settings_for(children));
    CHECK(count_of(council, Standing::sent) == children);
  }
}

TEST_CASE("children to be held count among them") {
  const Council council(messy(300, "id_twice=0.1,id_too_long=0.1"));
  const auto held = count_of(council, Standing::held);
  CHECK(held > 20);
  CHECK(count_of(council, Standing::sent) + held == 300);
}

TEST_CASE("about a tenth as many people again are there to be left out") {
  const Council council(settings_for(400));
  const auto outside = count_of(council, Standing::outside);
  CHECK(outside >= 36);
  CHECK(outside <= 52);
  const Tables tables(council);
  const Rows people = tables["ssd_person"];
  CHECK(people.by("pers_is_mother").count("Y") > 5);
  std::size_t adults = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto birth = people.day(i, "pers_dob");
    adults += birth && birth->birthday(26) <= council.window().start;
  }
  CHECK(adults > 5);
}

TEST_CASE("an unborn child comes into the cohort as the due date comes into the window") {
  Council council(settings_for(1500));
  std::size_t rolled = 0;
  for (int day = 2; day <= 15; ++day) {
    for (const auto& event : council.advance()) {
      rolled += event.event == "window_rolled" && event.visible == true;
    }
  }
  CHECK(rolled > 0);
}

}  // namespace dataflow::synthetic
