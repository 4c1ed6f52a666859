#include "agent/health/heartbeat.h"

#include <catch2/catch.hpp>

#include "tests/hand_clock.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::health;

namespace {

Heartbeat made_beat(const Clock& clock) {
  Heartbeat heartbeat;
  heartbeat.at = clock.now();
  heartbeat.pid = 7;
  heartbeat.version = "1.0.0";
  heartbeat.service = "running";
  heartbeat.intake = "reading";
  heartbeat.dispatch = "resting";
  heartbeat.concerns = {"disk.low"};
  return heartbeat;
}

}  // namespace

TEST_CASE("a heartbeat replaces the one before, and other accounts may read it") {
  const TemporaryFolder folder;
  HandClock clock;
  const auto file = folder.path() / "heartbeat.json";
  REQUIRE(write_heartbeat(file, made_beat(clock)));
  clock.turn(std::chrono::minutes(1));
  REQUIRE(write_heartbeat(file, made_beat(clock)));
  CHECK(TemporaryFolder::bytes_of(file) ==
        "{\"at\":\"2026-06-01T00:01:00.000Z\",\"concerns\":[\"disk.low\"],\"dispatch\":\"resting\","
        "\"intake\":\"reading\",\"next_run_at\":null,\"pid\":7,\"service\":\"running\","
        "\"version\":\"1.0.0\"}\n");
  CHECK(read_heartbeat(file).at == clock.now());
  CHECK_FALSE(read_heartbeat(file).stopped);
  CHECK(folder.files() == std::vector<std::string>{"heartbeat.json"});
  const auto mode = std::filesystem::status(file).permissions();
  CHECK((mode & std::filesystem::perms::others_read) != std::filesystem::perms::none);
  CHECK((mode & std::filesystem::perms::others_write) == std::filesystem::perms::none);
}

TEST_CASE("a heartbeat that cannot be written is an error, and a wrong one has no moment") {
  const TemporaryFolder folder;
  const HandClock clock;
  CHECK_FALSE(write_heartbeat(folder.path() / "nowhere" / "beat.json", made_beat(clock)));
  for (const char* wrong : {"", "{", "[]", "{\"at\":\"yesterday\"}", "{\"at\":null}"}) {
    CHECK_FALSE(read_heartbeat(folder.write("beat.json", wrong)).at);
  }
}
