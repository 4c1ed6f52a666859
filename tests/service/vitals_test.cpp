#include "agent/service/vitals.h"

#include <catch2/catch.hpp>

namespace dataflow::service {
namespace {

using namespace std::chrono_literals;

const Vitals::Moment kNoon{std::chrono::hours(12)};

TEST_CASE("a loop that comes on is not stuck, however long its work takes") {
  Vitals vitals(60s, kNoon);
  for (auto now = kNoon; now < kNoon + 3h; now += 59s) {
    CHECK_FALSE(vitals.stuck(now));
    vitals.beat(now);
  }
}

TEST_CASE("a loop that does not come on for longer than its patience is stuck until it does") {
  Vitals vitals(60s, kNoon);
  CHECK_FALSE(vitals.stuck(kNoon + 60s));
  CHECK(vitals.stuck(kNoon + 61s));
  vitals.beat(kNoon + 62s);
  CHECK_FALSE(vitals.stuck(kNoon + 63s));
}

TEST_CASE("a loop that sleeps is stuck only when it does not wake up") {
  Vitals vitals(60s, kNoon);
  vitals.rest(15min, kNoon);
  CHECK_FALSE(vitals.stuck(kNoon + 16min));
  CHECK(vitals.stuck(kNoon + 16min + 1s));
}

TEST_CASE("each report of progress is a beat") {
  Vitals vitals(0s, Vitals::Moment{});
  REQUIRE(vitals.stuck());
  vitals.rest(1h, Vitals::Moment{});
  REQUIRE(vitals.stuck());
  Vitals patient(3600s, Vitals::Moment{});
  REQUIRE(patient.stuck());
  BeatingProgress(patient).report("rows read", 1, 2);
  CHECK_FALSE(patient.stuck());
}

}  // namespace
}  // namespace dataflow::service
