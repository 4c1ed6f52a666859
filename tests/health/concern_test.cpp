#include "agent/health/concern.h"

#include "tests/health/watched_agent.h"

using namespace dataflow;
using namespace dataflow::health;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// A run of one child, which is delivered and sealed.
void run_well(WatchedAgent& agent) {
  agent.settle_run({"C1"}, 1);
  agent.deliver();
  agent.seal();
}

/// The morning of the first day, with one child delivered and everything sealed.
void begin_well(WatchedAgent& agent) {
  agent.clock.turn(hours(5) + minutes(30));
  run_well(agent);
}

}  // namespace

TEST_CASE("an agent that has not run yet, and one that runs as it should, are well") {
  WatchedAgent agent;
  CHECK(agent.alarms().empty());
  begin_well(agent);
  CHECK(agent.alarms().empty());
  agent.clock.turn(hours(24));
  CHECK(agent.alarms().empty());
}

TEST_CASE("a run that has not begun a quarter of an hour after it was due is missed") {
  WatchedAgent agent;
  begin_well(agent);
  agent.clock.turn(hours(24) + minutes(15));
  CHECK(agent.alarms().empty());
  agent.clock.turn(minutes(1));
  CHECK(agent.alarms() == "critical schedule.missed");
  CHECK(agent.concerns()[0].says ==
        "The run that was due at 2026-06-02T05:30:00.000Z has not begun 15 minutes later.");
  agent.settings.monitoring.alarms.missed_minutes = 30;
  CHECK(agent.alarms().empty());
  agent.settings.monitoring.alarms.missed_minutes = 15;

  SECTION("and no longer once it has begun, whatever becomes of it") {
    agent.fail_run();
    CHECK(agent.alarms().empty());
  }
  SECTION("nor while it reads the source") {
    agent.begin_run();
    CHECK(agent.alarms().empty());
    agent.clock.turn(hours(7));
    CHECK(agent.alarms() == "warning run.long");
  }
  SECTION("but a killed one, which reads for ever, does not hide the next") {
    agent.begin_run();
    agent.clock.turn(hours(24));
    CHECK(agent.alarms() == "critical schedule.missed, warning run.long");
  }
  SECTION("nor by the delay of the council, when a timer began it on the dot") {
    agent.settings.rota->delay = minutes(10);
    agent.clock.turn(hours(24) - minutes(16));
    run_well(agent);
    agent.clock.turn(hours(23));
    CHECK(agent.alarms().empty());
  }
  SECTION("but for the delay of the council") {
    agent.settings.rota->delay = minutes(10);
    begin_well(agent);  // after the next time of the schedule
    agent.clock.turn(hours(18) + minutes(30) + minutes(9));
    CHECK(agent.alarms().empty());
    agent.clock.turn(minutes(1));
    CHECK(agent.alarms() == "critical schedule.missed");
  }
}

TEST_CASE("one failed run is tried again; two in a row are critical") {
  WatchedAgent agent;
  begin_well(agent);
  agent.fail_run();
  CHECK(agent.alarms().empty());
  agent.fail_run(Remedy::wait);
  CHECK(agent.alarms().empty());
  agent.fail_run();
  CHECK(agent.alarms() == "critical run.failed");
  agent.settle_run({"C1"}, 1);
  agent.deliver();
  CHECK(agent.alarms().empty());
}

TEST_CASE("a source that is not ready for more than a day is a warning") {
  WatchedAgent agent;
  begin_well(agent);
  agent.clock.turn(hours(25));
  agent.fail_run(Remedy::wait);
  CHECK(agent.alarms().empty());
  agent.clock.turn(hours(2));
  agent.fail_run(Remedy::wait);
  CHECK(agent.alarms() == "warning source.waits");
}

TEST_CASE("a source that has never been ready is a warning after a day as well") {
  WatchedAgent agent;
  agent.fail_run(Remedy::wait);
  agent.clock.turn(hours(24));
  agent.fail_run(Remedy::wait);
  CHECK(agent.alarms().empty());
  agent.clock.turn(hours(3));
  CHECK(agent.alarms() == "warning source.waits");
}

TEST_CASE("a run that the brake holds is a warning until it is approved") {
  WatchedAgent agent;
  begin_well(agent);
  const auto run = agent.hold_run();
  CHECK(agent.alarms() == "warning brake.holds");
  REQUIRE(ledger::give_verdict(agent.ledger, run,
                               {ledger::Verdict::Says::approve, "Ada Made-up", "Right.", ""},
                               agent.clock.now()));
  CHECK(agent.alarms().empty());
}

TEST_CASE("a person who is unaccounted for is critical") {
  WatchedAgent agent;
  begin_well(agent);
  agent.settle_run({"C1"}, 2);
  agent.deliver();
  CHECK(agent.alarms() == "critical balance.remainder");
}

TEST_CASE("an endpoint that accepts nothing for days is critical while children wait") {
  WatchedAgent agent;
  begin_well(agent);
  agent.clock.turn(hours(97));
  agent.settle_run({}, 1);
  agent.seal();
  CHECK(agent.alarms() == "warning acceptance.old");
  agent.settle_run({"C1"}, 1);
  agent.seal();
  CHECK(agent.alarms() == "critical acceptance.old");
  agent.settings.monitoring.alarms.acceptance_days = 0;
  CHECK(agent.alarms().empty());
}

TEST_CASE("an endpoint that has never accepted anything is critical as well") {
  WatchedAgent agent;
  agent.settle_run({"C1"}, 1);
  agent.clock.turn(hours(97));
  agent.settle_run({}, 1);
  agent.seal();
  CHECK(agent.alarms() == "critical acceptance.old, warning waiting.old");
}

TEST_CASE("a child that waits for more than a day is a warning, and so is an endpoint in trouble") {
  WatchedAgent agent;
  begin_well(agent);
  agent.settle_run({"C2", "C1"}, 2);
  agent.deliver(false);
  CHECK(agent.alarms() == "warning endpoint.refuses");
  agent.clock.turn(hours(24));
  agent.settle_run({"C2", "C1"}, 2);
  agent.deliver(false);
  agent.clock.turn(hours(3));
  CHECK(agent.alarms() == "warning waiting.old, warning endpoint.refuses");
  CHECK(agent.concerns()[0].says == "2 wait to be delivered, the first for 27 hours.");
  agent.settings.monitoring.alarms.waiting_hours = 0;
  CHECK(agent.alarms() == "warning endpoint.refuses");
  agent.deliver();
  CHECK(agent.alarms().empty());
}

TEST_CASE("more held children than the settings allow are a warning") {
  WatchedAgent agent;
  begin_well(agent);
  agent.settle_run({"C1", "C2", "C3", "H1"}, 4);
  agent.deliver();
  CHECK(agent.alarms() == "warning held.many");
  CHECK(agent.concerns()[0].says == "1 of 4 children in scope are held.");
  agent.settings.monitoring.alarms.held_percent = 25;
  CHECK(agent.alarms().empty());
}

TEST_CASE("a disk that fills is a warning, and critical once nothing is delivered") {
  WatchedAgent agent;
  constexpr std::int64_t kMoreThanAnyDisk = 1'000'000'000;
  agent.settings.disk = {kMoreThanAnyDisk, 0};
  CHECK(agent.alarms() == "warning disk.low");
  agent.settings.disk = {kMoreThanAnyDisk, kMoreThanAnyDisk};
  CHECK(agent.alarms() == "critical disk.low");
}

TEST_CASE("an audit trail that nobody seals is a warning") {
  WatchedAgent agent;
  begin_well(agent);
  agent.settings.monitoring.alarms.missed_minutes = 24 * 60 * 10;
  agent.settle_run({"C1"}, 1);
  agent.deliver();
  agent.clock.turn(hours(96));
  CHECK(agent.alarms().empty());
  agent.clock.turn(minutes(1));
  CHECK(agent.alarms() == "warning acceptance.old, warning audit.unsealed");
}

TEST_CASE("a service whose heartbeat is old, gone or the last is critical") {
  WatchedAgent agent;
  const auto file = agent.folder.path() / "heartbeat.json";
  agent.settings.monitoring.heartbeat = file;
  CHECK(agent.alarms() == "critical service.silent");
  Heartbeat heartbeat;
  heartbeat.at = agent.clock.now();
  heartbeat.service = "running";
  REQUIRE(write_heartbeat(file, heartbeat));
  agent.clock.turn(minutes(5));
  CHECK(agent.alarms().empty());
  agent.clock.turn(minutes(1));
  CHECK(agent.alarms() == "critical service.silent");
  heartbeat.at = agent.clock.now();
  heartbeat.service = "stopped";
  REQUIRE(write_heartbeat(file, heartbeat));
  CHECK(agent.alarms() == "critical service.silent");
  agent.folder.write("heartbeat.json", "{\"at\":7}");
  CHECK(agent.concerns()[0].says == "The service has left no heartbeat.");
}

TEST_CASE("critical concerns come first") {
  WatchedAgent agent;
  begin_well(agent);
  agent.hold_run();
  agent.clock.turn(hours(48));
  CHECK(agent.alarms() == "critical schedule.missed, warning brake.holds");
}
