#include "agent/workbench/mapping_tests.h"

#include <catch2/catch.hpp>

#include "agent/workbench/named_tables.h"
#include "tests/mapping/small_source.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

constexpr char kMappingWithTests[] = R"(mapping: m
says: M.
standard: dfe-csc
cohort:
  from: person
  child: id
  belongs:
    - {rule: age, says: Too old., when: day(born) > '2000-01-01'}
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details:
    from: person
    child: id
    fields: {surname: name, disabilities: needs, date_of_birth: born}
  social_care_episodes:
    from: episode
    child: person
    order: begun
    fields: {social_care_episode_id: id, referral_date: begun}
tests:
)";

constexpr char kRows[] = R"(  - says: An example.
    rows:
      person:
        - {id: X1, name: Ann, needs: "MOB,LD", born: 2015-01-01}
        - {id: X2, born: 1999-01-01}
        - {id: X-3, born: 2015-01-01}
      episode: [{id: E2, person: X1, begun: 2026-02-01}, {id: E1, person: X1, begun: 2026-01-01}]
    expect:
)";

struct Bench {
  explicit Bench(const std::string& tests)
      : mapping(std::string(kMappingWithTests) + tests),
        offered(*tables_named(mapping.file(), mapping.standard())) {}

  /// "line: found" for every expectation that was not met; or the faults.
  std::string run() {
    Faults faults;
    std::string lines;
    for (const auto& test :
         read_mapping_tests(mapping.path(), mapping.standard(), offered, faults)) {
      const auto unmet = run_mapping_test(mapping.file(), mapping.standard(), offered, test);
      if (!unmet) return describe(unmet.error());
      for (const auto& [expectation, found] : *unmet) {
        lines += std::to_string(expectation.line) + ": " + found + "\n";
      }
    }
    for (auto& fault : faults) {
      fault.file = "m.yaml";
      lines += describe(fault) + "\n";
    }
    return lines;
  }

  SmallMapping mapping;
  std::vector<TableShape> offered;
};

std::string run(const std::string& expect) {
  return Bench(kRows + expect).run();
}

}  // namespace

TEST_CASE("a mapping test passes where everything is as expected") {
  CHECK(run("      X1:\n"
            "        child_details.surname: Ann\n"
            "        child_details.disabilities: [LD, MOB]\n"
            "        child_details.postcode: ~\n"
            "        social_care_episodes[E2].referral_date: 2026-02-01\n"
            "        social_care_episodes[0].social_care_episode_id: E1\n"
            "        social_care_episodes[2]: ~\n"
            "        cohort: ~\n"
            "        held: ~\n"
            "      X2: {cohort: age}\n"
            "      X-3: {held: F01}\n") == "");
}

TEST_CASE("a mapping test that is not met says what was found and on which line") {
  CHECK(run("      X1:\n"
            "        child_details.surname: Bob\n"
            "        child_details.disabilities: [LD]\n"
            "        child_details.date_of_birth: ~\n"
            "        child_details.postcode: BN1 1AA\n"
            "        social_care_episodes[E2].referral_date: 2026-01-01\n"
            "        cohort: age\n"
            "        held: F01\n") ==
        "30: Ann\n31: [LD, MOB]\n32: 2015-01-01\n33: nothing\n34: 2026-02-01\n35: nothing\n"
        "36: nothing\n");
}

TEST_CASE(
    "nothing can be expected of a child who has no document, not even that a field is empty") {
  CHECK(run("      X2: {child_details.surname: ~}\n"
            "      X-3: {child_details.surname: ~}\n"
            "      X4: {child_details.surname: ~}\n"
            "      X5: {cohort: ~}\n") ==
        "29: nothing (left out of the cohort by 'age')\n30: nothing (held by F01)\n"
        "31: nothing (no such person in the rows)\n32: nothing (no such person in the rows)\n");
}

TEST_CASE("a mapping test takes its day from the file, and a fixed one otherwise") {
  const std::string tests =
      "  - says: A.\n    today: 2020-01-01\n    rows: {}\n    expect: {}\n"
      "  - says: B.\n    rows: {}\n    expect: {}\n";
  Bench bench(tests);
  Faults faults;
  const auto read =
      read_mapping_tests(bench.mapping.path(), bench.mapping.standard(), bench.offered, faults);
  REQUIRE(read.size() == 2);
  CHECK(read[0].today.text() == "2020-01-01");
  CHECK(read[1].today.text() == kTestDay);
}

TEST_CASE("misspelt tables, columns and paths in mapping tests are faults with the nearest name") {
  CHECK(
      Bench("  - says: A.\n    rows:\n      persn: [{id: X1}]\n      person: [{nam: Ann}]\n"
            "    expect:\n      X1:\n        child_details.sirname: Ann\n"
            "        child_details[0].surname: Ann\n        social_care_episodes.closure_date: ~\n"
            "    today: someday\n")
          .run() ==
      "m.yaml:30:12: A day such as 2026-06-01 was expected.\n"
      "m.yaml:23:7: The mapping reads no table 'persn'. Did you mean 'person'?\n"
      "m.yaml:24:17: The mapping reads no column 'nam' of 'person'. Did you mean 'name'?\n"
      "m.yaml:27:9: 'child_details.sirname' is no field of dfe-csc/1.0.1. Did you mean "
      "'child_details.surname'?\n"
      "m.yaml:28:9: 'child_details[0].surname' is no field of dfe-csc/1.0.1. Did you mean "
      "'child_details.surname'?\n"
      "m.yaml:29:9: 'social_care_episodes.closure_date' is no field of dfe-csc/1.0.1. Did you mean "
      "'social_care_episodes[].closure_date'?\n");
}

TEST_CASE("a test under a variant reads the rows with it, the others without") {
  const std::string plain = std::string(kRows) + "      X1: {child_details.surname: Ann}\n";
  const std::string variant =
      "variants:\n"
      "  loud:\n"
      "    says: Another.\n"
      "    when: '0'\n"
      "    blocks: {child_details: {fields: {surname: upper(name)}}}\n"
      "    tests:\n"
      "      - says: Loud.\n"
      "        rows: {person: [{id: X1, name: Ann, born: 2015-01-01}]}\n"
      "        expect:\n"
      "          X1: {child_details.surname: ";
  CHECK(Bench(plain + variant + "ANN}\n").run().empty());
  CHECK(Bench(plain + variant + "Ann}\n").run() == "39: ANN\n");
}
