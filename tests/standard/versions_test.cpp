#include "agent/standard/versions.h"

#include <catch2/catch.hpp>

#include "tests/shipped.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::standard;

namespace {

/// A small version in the folder NAME/VERSION.
void write_version(const TemporaryFolder& folder, const std::string& id,
                   const std::string& says_version) {
  std::filesystem::create_directories(folder.path() / id);
  folder.write(id + "/standard.yaml",
               "standard: x\nversion: " + says_version +
                   "\ntitle: X\nmost_children_in_a_request: 5\ndocument:\n  id:\n    kind: id\n"
                   "    key: true\n    length: 1-9\n    characters: a-z\n    says: The id.\n");
  folder.write(id + "/code-lists.yaml", "# no codes\n");
}

std::string lines(Faults faults) {
  std::string text;
  for (const auto& fault : faults) text += describe(fault) + "\n";
  return text;
}

}  // namespace

TEST_CASE("versions are listed by name, the newest first") {
  const TemporaryFolder folder;
  for (const char* id : {"b/1.0", "a/1.9.0", "a/1.10.0", "a/1.9"}) write_version(folder, id, "1");
  std::filesystem::create_directories(folder.path() / "a" / "empty");
  folder.write("readme.txt", "no standard");
  CHECK(versions_in(folder.path()) ==
        std::vector<std::string>{"a/1.10.0", "a/1.9.0", "a/1.9", "b/1.0"});
  CHECK(versions_in(folder.path() / "absent").empty());
}

TEST_CASE("every shipped version loads") {
  const auto standards = shipped_config() / "standards";
  const auto ids = versions_in(standards);
  CHECK(ids.size() >= 2);
  for (const auto& id : ids) {
    Faults faults;
    CHECK(load_version(standards, id, faults).has_value());
    CHECK(lines(faults).empty());
  }
}

TEST_CASE("a version that is not there is named with the nearest one") {
  const TemporaryFolder folder;
  write_version(folder, "x/1.0.0", "1.0.0");
  Faults faults;
  CHECK_FALSE(load_version(folder.path(), "x/1.0.1", faults));
  CHECK(lines(faults) == folder.path().string() +
                             ": There is no standard 'x/1.0.1' here. Did you mean 'x/1.0.0'?\n");
}

TEST_CASE("a version that calls itself otherwise than its folder is refused") {
  const TemporaryFolder folder;
  write_version(folder, "x/2.0", "1.0");
  Faults faults;
  CHECK_FALSE(load_version(folder.path(), "x/2.0", faults));
  CHECK(lines(faults).find("It calls itself x/1.0, but stands in the folder x/2.0.") !=
        std::string::npos);
}
