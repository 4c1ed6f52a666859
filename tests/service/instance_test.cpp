#include "agent/service/instance.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.h"

namespace dataflow::service {
namespace {

/// What another process is told: 0 the ledger is free, 1 it is not, 2 anything else.
int in_another_process(const std::filesystem::path& ledger) {
  const pid_t child = fork();
  if (child == 0) {
    const auto instance = Instance::of(ledger);
    _exit(instance ? 0 : instance.error().remedy == Remedy::wait ? 1 : 2);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

TEST_CASE("a ledger is for one process at a time") {
  const TemporaryFolder folder;
  const auto ledger = folder.path() / "agent.db";
  {
    const auto instance = Instance::of(ledger);
    REQUIRE(instance);
    CHECK(in_another_process(ledger) == 1);
    CHECK(in_another_process(folder.path() / "other.db") == 0);
  }
  CHECK(in_another_process(ledger) == 0);
}

TEST_CASE("a process that was killed leaves its ledger free") {
  const TemporaryFolder folder;
  const auto ledger = folder.path() / "agent.db";
  const pid_t child = fork();
  if (child == 0) {
    const auto instance = Instance::of(ledger);
    static_cast<void>(kill(getpid(), SIGKILL));
    _exit(3);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(Instance::of(ledger));
}

TEST_CASE("a ledger whose folder is missing is for a person to mend") {
  const TemporaryFolder folder;
  const auto instance = Instance::of(folder.path() / "missing" / "agent.db");
  REQUIRE_FALSE(instance);
  CHECK(instance.error().remedy == Remedy::stop);
}

}  // namespace
}  // namespace dataflow::service
