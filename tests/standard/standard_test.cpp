#include "agent/standard/standard.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "tests/shipped.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::standard;

TEST_CASE("the shipped standard loads with all its fields and code lists") {
  const auto standard = shipped_standard();
  CHECK(standard.id() == "dfe-csc/1.0.1");
  CHECK(standard.most_children() == 100);
  CHECK(standard.paths().size() == 78);
  CHECK(standard.code_lists().size() == 15);
  CHECK(standard.document().key_member()->name == "la_child_id");
}

TEST_CASE("a field is found by its path") {
  const auto standard = shipped_standard();
  const Field* plan_id =
      standard.find("social_care_episodes[].child_in_need_plans[].child_in_need_plan_id");
  REQUIRE(plan_id != nullptr);
  CHECK(plan_id->key);
  CHECK(plan_id->longest == 36);
  CHECK(standard.find("social_care_episodes") == standard.find("social_care_episodes[]"));
  CHECK(standard.find("child_details.shoe_size") == nullptr);
  CHECK(standard.find("") == &standard.document());
}

TEST_CASE("the members of an object stand in canonical order") {
  const auto standard = shipped_standard();
  const auto& members = standard.document().members;
  for (std::size_t i = 1; i < members.size(); ++i) CHECK(members[i - 1].name < members[i].name);
}

TEST_CASE("a code is read from the text that systems write around it") {
  const auto standard = shipped_standard();
  const CodeList& sources = *standard.code_list("referral_source");
  const auto code = [&](const char* text) {
    const Code* found = sources.read(text);
    return found ? found->code : "none";
  };
  CHECK(code("1A") == "1A");
  CHECK(code(" 1a ") == "1A");
  CHECK(code("1A: a relative") == "1A");
  CHECK(code("10 not known") == "10");
  CHECK(code("4-housing") == "4");
  CHECK(code("1") == "none");
  CHECK(code("10x") == "none");
  CHECK(code("police") == "none");
  CHECK(code("") == "none");
  CHECK(code("6") == "6");
  CHECK(standard.code_list("ethnicity")->read("wbri") != nullptr);
}

TEST_CASE("every fault of a standard's files is reported with its line") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "standard.yaml")
      << "standard: x\nversion: 1\ntitle: X\nmost_children_in_a_request: many\n"
         "document:\n  id:\n    kind: idd\n    key: true\n    says: The id.\n"
         "  colour:\n    kind: code\n    length: 9-1\n    says: A colour.\n";
  std::ofstream(folder.path() / "code-lists.yaml") << "sex:\n  says: Sex.\n";
  Faults faults;
  CHECK_FALSE(Standard::load(folder.path(), faults).has_value());
  std::string lines;
  for (const auto& fault : faults) lines += describe(fault) + "\n";
  CHECK(lines.find("standard.yaml:4:29: 'most_children_in_a_request' should be a whole number") !=
        std::string::npos);
  CHECK(lines.find("standard.yaml:7:11: 'kind' should be one of") != std::string::npos);
  CHECK(lines.find("standard.yaml:12:13: A range such as 1-20 was expected") != std::string::npos);
  CHECK(lines.find("'codes' is missing") != std::string::npos);
}

TEST_CASE("what would mislead a reader of a standard's files is a fault at its place") {
  const TemporaryFolder folder;
  folder.write("standard.yaml",
               "standard: x\nversion: 1\ntitle: X\nmost_children_in_a_request: 5\ndocument:\n"
               "  id: {kind: id, key: true, says: The id.}\n"
               "  born: {kind: date, length: 1-9, range: 1-2, says: A day.}\n"
               "  born: {kind: date, says: Again.}\n"
               "  sex: {kind: code, length: 0-1, codes: sex, key: true, says: Sex.}\n"
               "  name: {kind: text, codes: sex, characters: a-z, says: A name.}\n"
               "  shade: {kind: code, codes: shade, says: A shade.}\n"
               "  worker: {kind: id, length: 0-3, characters: '\\d', says: A worker.}\n");
  folder.write("code-lists.yaml",
               "sex:\n  says: Sex.\n  codes:\n    M: Male\n    MX: Mixed\n    M: Again\n"
               "    f: Female\n    U: {says: Unknown, from: 2025-02-01, to: 2025-01-31}\n");
  Faults faults;
  CHECK_FALSE(Standard::load(folder.path(), faults).has_value());
  sort_by_place(faults);
  std::string lines;
  for (const auto& fault : faults) {
    lines += std::filesystem::path(describe(fault)).filename().string() + "\n";
  }
  CHECK(
      lines ==
      "code-lists.yaml:6:8: 'M' is given twice. Keep one of the two.\n"
      "code-lists.yaml:7:8: 'f' could never be read from a text. A code has 1 to 16 characters, "
      "capitals and no spaces around it.\n"
      "code-lists.yaml:8:8: Its last day is before its first day.\n"
      "standard.yaml:6:7: 'length' is missing: how many characters the id may have.\n"
      "standard.yaml:6:7: 'characters' is missing: the characters the id may hold.\n"
      "standard.yaml:7:30: 'length' has no meaning for a field of this kind. Remove it, or change "
      "the kind.\n"
      "standard.yaml:7:42: 'range' has no meaning for a field of this kind. Remove it, or change "
      "the kind.\n"
      "standard.yaml:8:9: 'born' is given twice. Keep one of the two.\n"
      "standard.yaml:9:41: The code 'MX' of 'sex' does not have the length that 'sex' allows. "
      "Change the length of the field or the list.\n"
      "standard.yaml:9:51: 'key' has no meaning for a field of this kind. Remove it, or change the "
      "kind.\n"
      "standard.yaml:10:29: 'codes' has no meaning for a field of this kind. Remove it, or change "
      "the kind.\n"
      "standard.yaml:10:46: 'characters' has no meaning for a field of this kind. Remove it, or "
      "change the kind.\n"
      "standard.yaml:11:30: There is no code list 'shade'. Known here: sex.\n"
      "standard.yaml:12:47: ASCII characters and ranges such as A-Za-z0-9_- were expected.\n");
}
