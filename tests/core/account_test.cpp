#include "agent/core/account.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;

TEST_CASE("root makes no file in the folder of another account, and is told which account may") {
  constexpr uid_t kSomebody = 54321;
  const TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  CHECK(check_account(file));
  CHECK(check_account(folder.path() / "not there" / "agent.db"));
  if (geteuid() != 0) return;  // whoever is not root cannot give the folder away
  REQUIRE(chown(folder.path().c_str(), kSomebody, kSomebody) == 0);
  const auto refused = check_account(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().where == file.string());
  CHECK(refused.error().hint ==
        "Run the command as that account: sudo -u '#54321' dataflow-agent ...");
}
