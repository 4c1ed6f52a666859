#include "agent/freshness/pace.h"

#include <catch2/catch.hpp>

#include "tests/hand_clock.h"
#include "tests/shown_result.h"

namespace dataflow::freshness {

using namespace std::chrono_literals;

TEST_CASE("a source is read no faster than its budget says") {
  for (const std::int64_t rate : {1, 7, 100, 5000, 1'000'000}) {
    HandClock clock;
    const Instant begun = clock.now();
    Pace pace({.rows_per_second = rate}, clock);
    bool all = true;
    for (std::int64_t row = 0; row < 10 * rate; ++row) all = pace.row() && all;
    CHECK(all);
    const auto took = clock.now() - begun;
    CHECK(took >= 9900ms);  // a started step may still be free
    CHECK(took <= 11'000ms);
  }
}

TEST_CASE("what a slow source left unused is not made up for by a burst") {
  HandClock clock;
  Pace pace({.rows_per_second = 10}, clock);
  CHECK(pace.row());
  clock.turn(1h);
  CHECK(pace.row());
  const Instant after = clock.now();
  for (int row = 0; row < 10; ++row) CHECK(pace.row());
  CHECK(clock.now() - after >= 900ms);
}

TEST_CASE("a clock that is set back makes the reading no slower than its budget") {
  HandClock clock;
  Pace pace({.rows_per_second = 10}, clock);
  for (int row = 0; row < 10; ++row) CHECK(pace.row());
  clock.turn(-1h);
  const Instant begun = clock.now();
  for (int row = 0; row < 10; ++row) CHECK(pace.row());
  CHECK(clock.now() - begun <= 1100ms);
}

TEST_CASE("without a budget no time is let pass") {
  HandClock clock;
  const Instant begun = clock.now();
  Pace pace({}, clock);
  for (int row = 0; row < 5000; ++row) CHECK(pace.row());
  CHECK(clock.now() == begun);
}

TEST_CASE("outside its hours a source is waited for, at the beginning and in the middle") {
  HandClock clock;  // it is nine o'clock
  CHECK(Pace({.hours = {8h, 17h}}, clock).check_hours());
  Pace night({.hours = {22h, 6h + 30min}}, clock);
  const auto closed = night.check_hours();
  REQUIRE_FALSE(closed);
  CHECK(closed.error().remedy == Remedy::wait);
  CHECK(closed.error().what == "The source may be read from 22:00 until 06:30 only.");
  Result<void> row;
  for (int i = 0; i < 2000 && row; ++i) row = night.row();
  CHECK_FALSE(row);
}

}  // namespace dataflow::freshness
