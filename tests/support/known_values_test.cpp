#include "agent/support/known_values.h"

#include <catch2/catch.hpp>

using namespace dataflow;
using namespace dataflow::support;

namespace {

/// One value of each kind.
KnownValues some_values() {
  KnownValues values;
  values.add_vocabulary("the source was read on this day, and may be read again. table: person");
  values.add_run_day("2026-06-01");
  values.add(ValueKind::text, "Grace", "first_name");
  values.add(ValueKind::text, "Read", "surname");
  values.add(ValueKind::text, "O'Brien-Day", "surname");
  values.add(ValueKind::text, "Seen at home with the elder sister of the mother", "note");
  values.add(ValueKind::text, "SW1A 1AA", "postcode");
  values.add(ValueKind::identifier, "1234567", "la_child_id");
  values.add(ValueKind::identifier, "A123456789012", "unique_pupil_number");
  values.add(ValueKind::identifier, "4711", "cin_plan_id");
  values.add(ValueKind::identifier, "P7", "cp_plan_id");
  values.add(ValueKind::identifier, "2020-17/b", "episode_id");
  values.add(ValueKind::day, "2011-05-03", "date_of_birth");
  values.add(ValueKind::day, "2026-06-01", "date_of_birth");
  values.add_secret(Secret("hunter2hunter2"), "a secret");
  return values;
}

std::string found_in(const std::string& text) {
  return some_values().search({"log.txt", text}).found;
}

std::string left_of(const std::string& text) {
  const auto searched = some_values().search({"log.txt", text});
  REQUIRE(searched.found.empty());
  return searched.text;
}

}  // namespace

TEST_CASE("a value is found wherever it stands and however it is written") {
  CHECK(found_in("The child Grace was held.") == "first_name");
  CHECK(found_in("name='GRACE'") == "first_name");
  CHECK(found_in("child_grace.txt") == "first_name");
  CHECK(found_in("o'brien-day") == "surname");
  CHECK(found_in("O Brien\nDay") == "surname");
  CHECK(found_in("OBrienDay") == "surname");
  CHECK(found_in("she was with the elder sister at home: with the elder sister of") == "note");
  CHECK(found_in("sw1a1aa") == "postcode");
  CHECK(found_in("SW1A  1AA") == "postcode");
  CHECK(found_in("row 1234567: no") == "la_child_id");
  CHECK(found_in("person1234567") == "la_child_id");
  CHECK(found_in("a123456789012") == "unique_pupil_number");
  CHECK(found_in("episode 2020-17/B") == "episode_id");
  CHECK(found_in("born 2011-05-03") == "date_of_birth");
  CHECK(found_in("born 03/05/2011") == "date_of_birth");
  CHECK(found_in("born 3.5.2011") == "date_of_birth");
  CHECK(found_in("born 20110503") == "date_of_birth");
  CHECK(found_in("xhunter2hunter2y") == "a secret");
}

TEST_CASE("a word of the program in small letters names nobody, and a name as it is written does") {
  CHECK(left_of("the source was read") == "the source was read");
  CHECK(found_in("Jo Read") == "surname");
  CHECK(found_in("READ") == "surname");
  CHECK(found_in("grace") == "first_name");  // no word of the program
}

TEST_CASE(
    "what is too short to be told from a figure is blotted out, so that nothing of it leaves") {
  CHECK(left_of("run 4711 took 12 ms") == "run # took 12 ms");
  CHECK(left_of("export.csv: 1234567 bytes, 12 rows") == "export.csv: # bytes, 12 rows");
  CHECK(left_of("plan P7 of F03") == "plan # of F03");
  CHECK(left_of("for 2026-06-01: 3 children") == "for #: 3 children");
  CHECK(left_of("2026-06-01T06:30:00.123Z info") == "2026-06-01T06:30:00.123Z info");
}

TEST_CASE("what two fields have is found when it tells of somebody in one of them") {
  KnownValues values;
  values.add(ValueKind::identifier, "Amy", "cin_plan_id");
  CHECK(values.search({"log.txt", "Amy"}).text == "#");
  values.add(ValueKind::text, "Amy", "first_name");
  CHECK(values.search({"log.txt", "Amy"}).found == "first_name");
}

TEST_CASE("words that stand beside each other are not pieces of a name") {
  KnownValues values;
  values.add(ValueKind::text, "Maya", "first_name");
  CHECK(values.search({"log.txt", "it may a second time"}).found.empty());
  CHECK(values.search({"log.txt", "it was Maya."}).found == "first_name");
}

TEST_CASE("pieces of digests are no identifiers") {
  CHECK(left_of("sha-256 ab1234567cd") == "sha-256 ab1234567cd");
  CHECK(left_of("at 12:34:56.7") == "at 12:34:56.7");
}

TEST_CASE("of JSON the texts and names are searched, and figures are counts of the program") {
  const auto values = some_values();
  const auto form = BundleFile::Form::json;
  CHECK(values.search({"runs.json", R"([{"rows":1234567}])", form}).found.empty());
  CHECK(values.search({"runs.json", R"([{"error":"1234567"}])", form}).found == "la_child_id");
  CHECK(values.search({"runs.json", R"([{"Grace":1}])", form}).found == "first_name");
  CHECK(values.search({"runs.json", R"([{"error":"Gr\u0061ce"}])", form}).found == "first_name");
  CHECK(values.search({"runs.json", R"({"day":"2026-06-01","n":4711})", form}).text ==
        "{\"day\":\"#\",\"n\":4711}\n");
}

TEST_CASE("a line that came with the program is not searched, and one that was added to it is") {
  const auto values = some_values();
  const std::string shipped = "name: Grace\nrows: 4711\n";
  CHECK(values.search({"mapping.yaml", shipped, BundleFile::Form::text, shipped}).text == shipped);
  const auto added = values.search(
      {"mapping.yaml", "name: Grace\n# 1234567 is wrong\n", BundleFile::Form::text, shipped});
  CHECK(added.found == "la_child_id");
  CHECK(added.text.empty());
  CHECK(values.search({"mapping.yaml", "name: Grace \n", BundleFile::Form::text, shipped}).found ==
        "first_name");
}
