#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "tests/mapping/small_source.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

constexpr char kMapping[] = R"(
mapping: small
says: A small mapping.
standard: dfe-csc
nulls: [NOTHING, 1900-01-01*]
codes:
  sex: {Boy: M, Girl: F}
lookups:
  home:
    from: address
    key: person
    order: day(since) DESC
    take: {postcode: postcode}
  needs:
    from: disability
    key: person
    take: {codes: gather(code)}
cohort:
  from: person
  child: id
  belongs:
    - rule: test persons
      says: Test persons are left out.
      when: coalesce(surname, '') <> 'TEST'
    - rule: age
      says: Only those born by today.
      when: coalesce(day(born) <= today(), 1)
blocks:
  child:
    from: person
    child: id
    fields: {la_child_id: id}
  child_details:
    from: person AS p LEFT JOIN home ON home."key" = p.id LEFT JOIN needs ON needs."key" = p.id
    child: p.id
    fields:
      first_name: p.forename
      surname: p.surname
      date_of_birth: p.born
      sex: p.sex
      postcode: home.postcode
      disabilities: needs.codes
  health_and_wellbeing.sdq_assessments:
    from: sdq
    child: person
    order: day(done) DESC
    fields: {date: done, score: score}
  social_care_episodes:
    from: episode
    child: person
    order: day(referred) DESC
    fields: {social_care_episode_id: id, referral_date: referred, closure_date: closed}
  social_care_episodes[].child_in_need_plans:
    from: plan
    parent: episode
    order: day(begun)
    fields: {child_in_need_plan_id: id, start_date: begun}
  social_care_episodes[].adoption:
    from: adoption
    parent: episode
    fields: {matched_date: matched}
)";

SmallSource source() {
  return {
      {"person", {"id|forename|surname|born|sex|note"}},
      {"address", {"person|since|postcode"}},
      {"disability", {"person|code"}},
      {"sdq", {"person|done|score"}},
      {"episode", {"id|person|referred|closed"}},
      {"plan", {"id|episode|begun"}},
      {"adoption", {"episode|matched"}},
      {"unused", {"secret"}},
  };
}

SmallSource with(SmallSource source, const std::map<std::string, std::vector<std::string>>& rows) {
  for (const auto& [table, lines] : rows) {
    source.at(table).insert(source.at(table).end(), lines.begin(), lines.end());
  }
  return source;
}

std::string document(const SmallSource& source) {
  const auto records = SmallMapping(kMapping).records(source);
  REQUIRE(records.size() == 1);
  return records[0].document;
}

}  // namespace

TEST_CASE("a child's document holds the blocks of all tables in canonical order") {
  const auto rows =
      with(source(), {{"person", {"X1|Zoë|Brackwenth|2015-02-28 00:00:00|Girl|-"}},
                      {"address", {"X1|2020-01-01|m11aa", "X1|2024-01-01|CR26XH"}},
                      {"disability", {"X1|LD", "X1|aut", "X1|LD"}},
                      {"sdq", {"X1|2025-01-01|7", "X1|2026-01-01|12"}},
                      {"episode", {"E1|X1|2025-01-10|2025-03-01", "E2|X1|2025-06-01|-"}},
                      {"plan", {"P2|E2|2025-08-01", "P1|E2|2025-07-01"}},
                      {"adoption", {"E2|2026-02-02"}}});
  CHECK(
      document(rows) ==
      R"({"child_details":{"date_of_birth":"2015-02-28","disabilities":["AUT","LD"],)"
      R"("first_name":"Zoë","postcode":"CR2 6XH","purge":false,"sex":"F","surname":"Brackwenth"},)"
      R"("health_and_wellbeing":{"purge":false,"sdq_assessments":[)"
      R"({"date":"2026-01-01","score":12},{"date":"2025-01-01","score":7}]},"la_child_id":"X1",)"
      R"("purge":false,"social_care_episodes":[{"adoption":{"matched_date":"2026-02-02",)"
      R"("purge":false},"child_in_need_plans":[{"child_in_need_plan_id":"P1","purge":false,)"
      R"("start_date":"2025-07-01"},{"child_in_need_plan_id":"P2","purge":false,)"
      R"("start_date":"2025-08-01"}],"purge":false,"referral_date":"2025-06-01",)"
      R"("social_care_episode_id":"E2"},{"closure_date":"2025-03-01","purge":false,)"
      R"("referral_date":"2025-01-10","social_care_episode_id":"E1"}]})");
}

TEST_CASE("the skeleton holds the keys of the document and nothing else") {
  const auto rows = with(source(), {{"person", {"X1|Ann|B|2015-02-28|M|-"}},
                                    {"sdq", {"X1|2025-01-01|7"}},
                                    {"episode", {"E1|X1|2025-01-10|-"}},
                                    {"plan", {"P1|E1|2025-07-01"}},
                                    {"adoption", {"E1|2026-02-02"}}});
  const auto records = SmallMapping(kMapping).records(rows);
  CHECK(records.at(0).skeleton ==
        R"({"child_details":{},"health_and_wellbeing":{},"la_child_id":"X1",)"
        R"("social_care_episodes":[{"adoption":{},"child_in_need_plans":[)"
        R"({"child_in_need_plan_id":"P1"}],"social_care_episode_id":"E1"}]})");
}

TEST_CASE("what is absent is left out, down to whole blocks") {
  CHECK(document(with(source(), {{"person", {"X1|-|NOTHING|1900-01-01 00:00:00|M|-"}},
                                 {"adoption", {"E9|2026-01-01"}}})) ==
        R"({"child_details":{"purge":false,"sex":"M"},"la_child_id":"X1","purge":false})");
}

TEST_CASE("children come in byte order of their identifiers with the rows that are theirs") {
  const auto rows = with(
      source(),
      {{"person", {"b|B|-|-|-|-", "A|A|-|-|-|-", "a|a|-|-|-|-", "10|t|-|-|-|-", "9|n|-|-|-|-"}},
       {"episode", {"E1|a|2025-01-01|-", "E2|9|2025-01-01|-"}}});
  const auto records = SmallMapping(kMapping).records(rows);
  std::string order;
  for (const auto& record : records) order += record.child + " ";
  CHECK(order == "10 9 A a b ");
  CHECK(records[1].document.find("E2") != std::string::npos);
  CHECK(records[3].document.find("E1") != std::string::npos);
  CHECK(records[4].document.find("social_care_episodes") == std::string::npos);
}

TEST_CASE("the document does not depend on the order in which the source stores its rows") {
  auto rows = with(
      source(),
      {{"person", {"X1|A|-|-|-|-", "X2|B|-|-|-|-"}},
       {"episode", {"E1|X1|2025-01-01|-", "E2|X1|2025-01-01|2025-02-02", "E3|X2|2025-01-01|-"}},
       {"plan", {"P1|E1|2025-01-01", "P2|E1|2025-01-01", "P3|E3|-"}},
       {"address", {"X1|2024-01-01|CR26XH", "X1|2024-01-01|M11AA"}},
       {"sdq", {"X1|2025-01-01|7", "X1|2025-01-01|8"}}});
  const auto first = SmallMapping(kMapping).records(rows);
  std::mt19937 random(5);
  for (int round = 0; round < 10; ++round) {
    for (auto& [table, lines] : rows) std::shuffle(lines.begin() + 1, lines.end(), random);
    const auto again = SmallMapping(kMapping).records(rows);
    REQUIRE(again.size() == first.size());
    for (std::size_t i = 0; i < first.size(); ++i) CHECK(again[i].document == first[i].document);
  }
}

TEST_CASE("every person is counted: in scope, or left out by the first rule that fails") {
  SmallMapping mapping(kMapping);
  const auto rows =
      with(source(), {{"person",
                       {"X1|A|-|-|-|-", "X2|B|TEST|2099-01-01|-|-", "X3|C|-|2099-01-01|-|-",
                        "-|D|-|-|-|-", "-|E|TEST|-|-|-", "X4|F|-|-|-|-"}}});
  const auto records = mapping.records(rows);
  CHECK(records.size() == 2);
  CHECK(mapping.cohort().considered == 6);
  CHECK(mapping.cohort().in_scope == 3);
  CHECK(mapping.cohort().without_id == 1);
  REQUIRE(mapping.cohort().excluded.size() == 2);
  CHECK(mapping.cohort().excluded[0].persons == 2);
  CHECK(mapping.cohort().excluded[1].persons == 1);
}

TEST_CASE("a child whose identifier does not fit is held and the others go") {
  const auto records = SmallMapping(kMapping).records(
      with(source(),
           {{"person", {"X-1|A|-|-|-|-", "X2|B|-|-|-|-", "X123456789012345678901|C|-|-|-|-"}}}));
  REQUIRE(records.size() == 3);
  CHECK(records[0].held());
  CHECK(records[0].document.empty());
  CHECK(findings_of(records[0]) ==
        "F01 hold la_child_id: It should be 1 to 20 of the characters A-Za-z0-9.\n");
  CHECK(records[1].held());
  CHECK_FALSE(records[2].held());
}

TEST_CASE("an identifier that stands on two persons holds the child once") {
  SmallMapping mapping(kMapping);
  const auto records = mapping.records(
      with(source(), {{"person", {"X1|A|-|-|-|-", "X1|B|-|-|-|-", "X2|C|-|-|-|-"}}}));
  REQUIRE(records.size() == 2);
  CHECK(findings_of(records[0])
            .find("8510 hold la_child_id: 2 persons in the source have this identifier.\n") == 0);
  CHECK_FALSE(records[1].held());
  CHECK(mapping.cohort().considered == 2);
  CHECK(mapping.cohort().in_scope == 2);
}

TEST_CASE("an item whose key is missing or does not fit holds the child and names the place") {
  const auto records = SmallMapping(kMapping).records(
      with(source(), {{"person", {"X1|A|-|-|-|-"}},
                      {"episode", {"E1|X1|2025-01-01|-", "E2|X1|2024-01-01|-"}},
                      {"plan", {"P.1|E2|2025-01-01", "-|E1|2025-01-01"}}}));
  REQUIRE(records.size() == 1);
  CHECK(findings_of(records[0]) ==
        "F02 hold social_care_episodes[0].child_in_need_plans[0].child_in_need_plan_id: It should "
        "be 1 to 36 of the characters A-Za-z0-9_-.\n"
        "F02 hold social_care_episodes[1].child_in_need_plans[0].child_in_need_plan_id: It should "
        "be 1 to 36 of the characters A-Za-z0-9_-.\n");
}

TEST_CASE("a value that cannot be read is left out with a finding at its place") {
  const auto records = SmallMapping(kMapping).records(
      with(source(), {{"person", {"X1|A\x01nn|B|2025-02-31|Robot|-"}},
                      {"address", {"X1|-|nowhere"}},
                      {"disability", {"X1|LD", "X1|LEFT-HANDED"}},
                      {"sdq", {"X1|2025-01-01|41"}},
                      {"episode", {"E1|X1|soon|-"}}}));
  REQUIRE(records.size() == 1);
  CHECK_FALSE(records[0].held());
  CHECK(records[0].document ==
        R"({"child_details":{"disabilities":["LD"],"first_name":"Ann","purge":false,)"
        R"("surname":"B"},"health_and_wellbeing":{"purge":false,)"
        R"("sdq_assessments":[{"date":"2025-01-01"}]},"la_child_id":"X1","purge":false,)"
        R"("social_care_episodes":[{"purge":false,"social_care_episode_id":"E1"}]})");
  CHECK(
      findings_of(records[0]) ==
      "F10 child_details.first_name: It holds characters that do not belong in a text.\n"
      "F03 child_details.date_of_birth: It is not a real date.\n"
      "F07 child_details.sex: It is no code of 'sex'.\n"
      "F08 child_details.postcode: It does not have the form of a UK postcode.\n"
      "F07 child_details.disabilities: Something in it is no code of 'disability'.\n"
      "F09 health_and_wellbeing.sdq_assessments[0].score: It is not a whole number from 0 to 40.\n"
      "F03 social_care_episodes[0].referral_date: It is not a real date.\n");
}

TEST_CASE("rows that fan out to duplicates are sent once, with a finding") {
  const auto records = SmallMapping(kMapping).records(
      with(source(), {{"person", {"X1|A|-|-|-|-"}},
                      {"episode", {"E1|X1|2025-01-01|-", "E1|X1|2025-01-01|-"}},
                      {"plan", {"P1|E1|2025-01-01", "P1|E1|2025-01-01", "P1|E1|2025-01-02"}},
                      {"sdq", {"X1|2025-01-01|7", "X1|2025-01-01|7"}}}));
  REQUIRE(records.size() == 1);
  CHECK(
      records[0].document ==
      R"({"child_details":{"first_name":"A","purge":false},"health_and_wellbeing":{"purge":false,)"
      R"("sdq_assessments":[{"date":"2025-01-01","score":7}]},"la_child_id":"X1","purge":false,)"
      R"("social_care_episodes":[{"child_in_need_plans":[{"child_in_need_plan_id":"P1",)"
      R"("purge":false,"start_date":"2025-01-01"}],"purge":false,)"
      R"("referral_date":"2025-01-01","social_care_episode_id":"E1"}]})");
  CHECK(findings_of(records[0]).find("O11 social_care_episodes[0]:") != std::string::npos);
}

TEST_CASE("the finding about an item that stands there twice names that item, not its neighbour") {
  const auto records = SmallMapping(kMapping).records(with(
      source(),
      {{"person", {"X1|A|-|-|-|-"}},
       {"episode", {"E1|X1|2025-03-01|-", "E2|X1|2025-02-01|-", "E3|X1|2025-01-01|-"}},
       {"plan", {"P1|E2|2025-02-02", "P2|E2|2025-02-03", "P2|E2|2025-02-04", "P3|E2|2025-02-05"}},
       {"sdq", {"X1|2025-01-03|7", "X1|2025-01-02|7", "X1|2025-01-02|7"}}}));
  REQUIRE(records.size() == 1);
  const std::string what = "The source holds this item twice; it was sent once.\n";
  CHECK(findings_of(records[0]) ==
        "O11 health_and_wellbeing.sdq_assessments[1]: " + what +
            "O11 social_care_episodes[1].child_in_need_plans[1]: " + what);
}

TEST_CASE("equal content gives an equal digest, any change another") {
  const auto rows = with(source(), {{"person", {"X1|A|-|-|-|-"}}});
  const auto one = SmallMapping(kMapping).records(rows).at(0).digest;
  CHECK(one == SmallMapping(kMapping).records(rows).at(0).digest);
  CHECK(one == sha256(document(rows)));
  CHECK(
      one !=
      SmallMapping(kMapping).records(with(source(), {{"person", {"X1|B|-|-|-|-"}}})).at(0).digest);
}

TEST_CASE("only the columns that the mapping reads are asked of the source") {
  SmallMapping mapping(kMapping);
  std::string wishes;
  for (const auto& shape : mapping.wishes(source())) {
    wishes += shape.table + ":";
    for (const auto& column : shape.columns) wishes += " " + column;
    wishes += "\n";
  }
  CHECK(wishes ==
        "address: person since postcode\n"
        "adoption: episode matched\n"
        "disability: person code\n"
        "episode: id person referred closed\n"
        "person: id forename surname born sex\n"
        "plan: id episode begun\n"
        "sdq: person done score\n");
}

TEST_CASE("what is missing in the source is named with its line before anything is read") {
  auto changed = source();
  changed.erase("sdq");
  changed["sdqs"] = {"person|done|score"};
  changed["plan"] = {"id|episode|begun_on"};
  CHECK(SmallMapping(kMapping).faults(changed) ==
        "m.yaml:44:11: The source has no table 'sdq'. Did you mean 'sdqs'?\n"
        "m.yaml:56:16: There is no column 'begun' here. Did you mean 'begun_on'?\n"
        "m.yaml:57:53: There is no column 'begun' here. Did you mean 'begun_on'?\n");
}
