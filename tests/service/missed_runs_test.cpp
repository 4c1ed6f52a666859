#include "agent/service/missed_runs.h"

#include <catch2/catch.hpp>

#include "tests/hand_clock.h"
#include "tests/planted_log.h"

using namespace dataflow;
using namespace dataflow::service;
using std::chrono::minutes;

namespace {

constexpr minutes kGrace{15};

/// How often the log has the event.
std::size_t warnings(const PlantedLog& log) {
  const auto text = log.text();
  std::size_t count = 0;
  for (auto at = text.find("schedule.missed"); at != std::string::npos;
       at = text.find("schedule.missed", at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("a run that begins later than its grace is told once, and one in time is not") {
  HandClock clock;
  PlantedLog log;
  MissedRuns missed(log);
  const auto due = clock.now();
  clock.turn(minutes(15));
  missed.look(due, clock.now(), kGrace);
  CHECK(warnings(log) == 0);
  clock.turn(minutes(1));
  missed.look(due, clock.now(), kGrace);
  missed.look(due, clock.now(), kGrace);
  CHECK(warnings(log) == 1);
  CHECK(log.text().find("due at 2026-06-01T00:00:00.000Z has not begun 16 minutes later") !=
        std::string::npos);
  missed.begin();
  missed.look(due + minutes(60), clock.now(), kGrace);
  clock.turn(minutes(61));
  missed.look(due + minutes(60), clock.now(), kGrace);
  CHECK(warnings(log) == 2);
}

TEST_CASE("a run that failed is not missed while it is tried again") {
  HandClock clock;
  PlantedLog log;
  MissedRuns missed(log);
  const auto due = clock.now();
  missed.look(due, clock.now(), kGrace);
  missed.begin();
  clock.turn(minutes(30));
  missed.look(due, clock.now(), kGrace);
  CHECK(warnings(log) == 0);
}

TEST_CASE("a run that cannot begin because the ledger cannot be read is missed as well") {
  HandClock clock;
  PlantedLog log;
  MissedRuns missed(log);
  missed.look(clock.now() + minutes(5), clock.now(), kGrace);
  clock.turn(minutes(30));
  missed.look(std::nullopt, clock.now(), kGrace);
  missed.look(std::nullopt, clock.now(), kGrace);
  CHECK(warnings(log) == 1);
}
