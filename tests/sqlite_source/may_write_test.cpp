#include "connectors/may_write.h"

#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.h"

namespace dataflow::connectors {

namespace {

constexpr uid_t kNobody = 65534;

/// As an account that may not do everything, whoever runs the test.
bool may_ordinary_account_write(const std::filesystem::path& path) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (geteuid() == 0 && setuid(kNobody) != 0) _exit(2);
    _exit(may_write(path) ? 1 : 0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) != 2);
  return WEXITSTATUS(status) == 1;
}

}  // namespace

TEST_CASE("whether an account may write to a file or a folder is known without writing") {
  using std::filesystem::perms;
  const TemporaryFolder folder;
  const auto file = folder.path() / "cms.db";
  std::ofstream(file) << "x";
  std::filesystem::permissions(folder.path(), perms(0755));
  std::filesystem::permissions(file, perms(0444));
  CHECK_FALSE(may_ordinary_account_write(file));
  std::filesystem::permissions(file, perms(0666));
  CHECK(may_ordinary_account_write(file));
  std::filesystem::permissions(folder.path(), perms(0777));
  CHECK(may_ordinary_account_write(folder.path()));
  CHECK_FALSE(may_ordinary_account_write(folder.path() / "nothing"));
}

}  // namespace dataflow::connectors
