#include <catch2/catch.hpp>

#include "agent/standard/markdown.h"
#include "agent/standard/standard.h"
#include "tests/shipped.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::standard;

namespace {

constexpr char kBase[] =
    "standard: x\nversion: 1\ntitle: X\nmost_children_in_a_request: 5\n"
    "document:\n"
    "  id: {kind: id, key: true, length: 1-9, characters: a-z, says: The id.}\n"
    "  colour: {kind: code, length: 0-5, codes: colours, says: A colour.}\n"
    "  plans:\n    kind: list\n    says: Plans.\n    members:\n"
    "      start: {kind: date, says: The first day.}\n"
    "      end: {kind: date, says: The last day.}\n";
constexpr char kBaseLists[] = "colours: {says: Colours., codes: {RED: Red, GREEN: Green}}\n";

/// x/1 in full, and x/2 which extends it.
class Versions {
 public:
  explicit Versions(const std::string& differs, const std::string& lists = "") {
    for (const char* name : {"1", "2"}) std::filesystem::create_directory(folder_.path() / name);
    folder_.write("1/standard.yaml", kBase);
    folder_.write("1/code-lists.yaml", kBaseLists);
    folder_.write("2/standard.yaml", "standard: x\nversion: 2\nextends: 1\n" + differs);
    if (!lists.empty()) folder_.write("2/code-lists.yaml", lists);
  }

  [[nodiscard]] std::optional<Standard> load(const char* version = "2") {
    return Standard::load(folder_.path() / version, faults_);
  }

  /// All faults, with files named from the versions' folder on.
  [[nodiscard]] std::string faults() {
    CHECK_FALSE(load());
    std::string text;
    for (auto& fault : faults_) {
      fault.file = std::filesystem::path(fault.file).lexically_relative(folder_.path()).string();
      text += describe(fault) + "\n";
    }
    return text;
  }

  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  Faults faults_;
};

}  // namespace

TEST_CASE("a version that extends another has its fields and lists, and what it says itself") {
  Versions versions(
      "title: Y\nwithout: plans[].end\n"
      "fields:\n"
      "  plans[].worker: {kind: text, length: 0-3, says: Who.}\n"
      "  colour: {kind: code, length: 0-4, codes: colours, says: Another colour.}\n"
      "  shape: {kind: code, codes: shapes, says: A shape.}\n",
      "colours: {says: Fewer., codes: {RED: Red, BLUE: Blue}}\n"
      "shapes: {says: Shapes., codes: {SQ: Square}}\n");
  const auto standard = versions.load();
  REQUIRE(standard);
  CHECK(standard->id() == "x/2");
  CHECK(standard->title() == "Y");
  CHECK(standard->most_children() == 5);
  CHECK(standard->paths() == std::vector<std::string>{"colour", "id", "plans[]", "plans[].start",
                                                      "plans[].worker", "shape"});
  CHECK(standard->find("colour")->longest == 4);
  CHECK(standard->find("colour")->says == "Another colour.");
  CHECK(standard->code_list("colours")->find("BLUE") != nullptr);
  CHECK(standard->code_list("colours")->find("GREEN") == nullptr);
  CHECK(standard->code_list("shapes") != nullptr);
}

TEST_CASE("a version that changes nothing is its base under another number") {
  Versions versions("");
  const auto base = versions.load("1");
  const auto same = versions.load();
  REQUIRE(base);
  REQUIRE(same);
  CHECK(same->paths() == base->paths());
  CHECK(same->title() == base->title());
}

TEST_CASE("1.0.0 differs from 1.0.1 in the child's identifier alone") {
  Faults faults;
  const auto older =
      Standard::load(shipped_config() / "standards" / "dfe-csc" / "1.0.0" / "", faults);
  REQUIRE(older);
  CHECK(older->id() == "dfe-csc/1.0.0");
  CHECK(older->find("la_child_id")->longest == 36);
  CHECK(older->find("la_child_id")->character_class == "A-Za-z0-9_-");
  const auto newer = shipped_standard();
  const auto rows_apart_from_the_id = [](const Standard& standard) {
    const auto page = markdown(standard);
    const auto id = page.find("| `la_child_id`");
    const auto begin = page.find("## Fields");
    return page.substr(begin, id - begin) + page.substr(page.find('\n', id));
  };
  CHECK(rows_apart_from_the_id(*older) == rows_apart_from_the_id(newer));
}

TEST_CASE("faults of an extension are reported in the file and at the line they are in") {
  Versions versions(
      "without: plans[].ned\n"
      "fields:\n"
      "  plan[].worker: {kind: text, says: Who.}\n"
      "  id.part: {kind: text, says: A part.}\n"
      "  colour: {kind: code, length: 0-4, codes: colors, says: A colour.}\n"
      "  size: {kind: nubmer, says: A size.}\n"
      "documents: {}\n",
      "colours: {says: Longer., codes: {RED: Red, TURQUOISE: Turquoise}}\n");
  CHECK(
      versions.faults() ==
      "2/standard.yaml:10:1: 'documents' is not known here. Known here: standard, version, title, "
      "extends, most_children_in_a_request, without, fields.\n"
      "2/standard.yaml:4:10: There is no field 'plans[].ned' to leave out. Did you mean "
      "'plans[].end'?\n"
      "2/standard.yaml:6:18: There is no object or list 'plan[]' to put it into. Did you mean "
      "'plans[]'?\n"
      "2/standard.yaml:7:12: There is no object or list 'id' to put it into. Known here: plans[].\n"
      "2/standard.yaml:8:44: There is no code list 'colors'. Did you mean 'colours'?\n"
      "2/standard.yaml:9:16: 'kind' should be one of: text, id, code, codes, date, flag, number, "
      "upn, postcode, purge, object, list. Did you mean 'number'?\n");
}

TEST_CASE("a code too long for a field of the base is reported where the code stands") {
  Versions versions("", "colours: {says: Longer., codes: {RED: Red, TURQUOISE: Turquoise}}\n");
  CHECK(versions.faults() ==
        "2/code-lists.yaml:1:55: 'TURQUOISE' does not have the length that 'colour' allows.\n");
}

TEST_CASE("faults of the base are reported in the base's files") {
  Versions versions("");
  versions.folder().write("1/code-lists.yaml", "colours: {says: Colours., codes: {red: Red}}\n");
  CHECK(versions.faults() ==
        "1/code-lists.yaml:1:40: 'red' could never be read from a text. A code has 1 to 16 "
        "characters, capitals and no spaces around it.\n");
}

TEST_CASE("a base that is not there, or no full description, is refused") {
  Versions versions("");
  versions.folder().write("2/standard.yaml", "standard: x\nversion: 2\nextends: 3\n");
  CHECK(versions.faults() ==
        "2/standard.yaml:3:10: There is no version '3' beside this one. Name the folder of the "
        "version that this one extends.\n");
  Versions itself("");
  itself.folder().write("2/standard.yaml", "standard: x\nversion: 2\nextends: 2\n");
  CHECK(itself.faults() ==
        "2/standard.yaml:3:10: '2' extends a version itself. Extend a version that is described in "
        "full.\n");
}

TEST_CASE("a version whose key is left out is refused") {
  Versions versions("without: id\n");
  CHECK(versions.faults() ==
        "2/standard.yaml:1:1: No field of the document is the key that tells children apart.\n");
}
