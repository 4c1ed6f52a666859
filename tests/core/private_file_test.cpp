#include "agent/core/private_file.h"

#include <catch2/catch.hpp>

#include "agent/core/presence.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;

TEST_CASE("a file that the system refuses to look at is an error as any other, and not missing") {
  const TemporaryFolder folder;
  const auto loop = folder.path() / "loop";
  std::filesystem::create_symlink("loop", loop);
  for (const auto& file : {loop, loop / "key", folder.path() / std::string(300, 'x')}) {
    CHECK_FALSE(is_missing(file));
    const auto read = read_file(file);
    REQUIRE_FALSE(read);
    CHECK(read.error().what == "This file cannot be read, or is empty.");
    CHECK_FALSE(read_private_file(file));
  }
  CHECK(is_missing(folder.path() / "nothing"));
  CHECK(is_missing(folder.path() / "nothing" / "below"));
}
