#include <catch2/catch.hpp>

#include "tests/explain/explained.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

constexpr char kMapping[] = R"(
mapping: small
says: A small mapping.
standard: dfe-csc
nulls: [NOTHING]
codes:
  sex: {Boy: M, Girl: F}
lookups:
  home:
    from: address
    key: person
    where: coalesce(kind, '') <> 'old'
    order: day(since) DESC
    take: {postcode: postcode, since: since}
  needs:
    from: disability
    key: person
    take: {codes: gather(code)}
  moved:
    from: home AS h
    key: h."key"
    order: h.since
    take: {since: day(h.since)}
cohort:
  from: person
  child: id
  belongs:
    - rule: test persons
      says: Test persons are left out.
      when: coalesce(surname, '') <> 'TEST'
blocks:
  child:
    from: person
    child: id
    fields: {la_child_id: id}
  child_details:
    from: >-
      person AS p LEFT JOIN home ON home."key" = p.id LEFT JOIN needs ON needs."key" = p.id
      LEFT JOIN moved AS m ON p.id = m."key"
    child: p.id
    fields:
      first_name: p.forename -- the name
      surname: p.surname
      date_of_birth: p.born
      sex: CASE WHEN p.sex IS NOT NULL THEN p.sex ELSE 'U' END
      postcode: home.postcode
      disabilities: needs.codes
      expected_date_of_birth: m.since
      uasc_flag: (SELECT count(*) FROM arrival AS a WHERE a.person = p.id AND a.alone = 'Y') > 0
  health_and_wellbeing.sdq_assessments:
    from: sdq
    child: person
    where: number(score) < 41
    order: day(done) DESC
    fields: {date: done, score: score}
  social_care_episodes:
    from: episode
    child: person
    where: day(referred) > '2020-01-01'
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
      {"person",
       {"id|forename|surname|born|sex", "X1|Zoe|Brackwenth|2015-02-28 00:00:00|Girl",
        "X2|Tom|Hale|unknown|q", "X3|Ann|TEST|2015-01-01|F", "X_4|Bo|Low|2014-01-01|F"}},
      {"address",
       {"person|since|postcode|kind", "X1|2020-01-01|m11aa|-", "X1|2024-01-01|CR26XH|-",
        "X2|2024-01-01|CR26XH|old"}},
      {"disability", {"person|code", "X1|LD", "X1|aut"}},
      {"arrival", {"person|alone", "X1|Y"}},
      {"sdq", {"person|done|score", "X1|2025-01-01|7", "X2|2025-01-01|99"}},
      {"episode",
       {"id|person|referred|closed", "E1|X1|2025-01-10|2025-03-01", "E2|X1|2025-06-01|-",
        "E9|X1|2019-06-01|-"}},
      {"plan", {"id|episode|begun", "P1|E2|2025-07-01", "P1|E2|2025-07-02"}},
      {"adoption", {"episode|matched", "E2|2026-02-02", "E2|2026-02-03", "E1|soon"}},
  };
}

struct Small {
  SmallMapping mapping{kMapping};
  Explained explained{mapping, source()};
};

}  // namespace

TEST_CASE("a value is explained by its expression with its place, its column and the raw value") {
  Small small;
  const auto value = small.explained.value("X1", "child_details.date_of_birth");
  CHECK(value.value == R"("2015-02-28")");
  CHECK(value.absent.empty());
  REQUIRE(value.expression.has_value());
  CHECK(value.expression->sql == "p.born");
  CHECK(value.expression->line == 44);
  CHECK(value.expression->column == 22);
  CHECK(text_of(value.columns) == "p.born = 2015-02-28 00:00:00");
  CHECK(value.columns[0].column.table == "person");
  CHECK(value.columns[0].column.column == "born");
  CHECK(value.conversion.written == Written::whole);
  REQUIRE(value.block != nullptr);
  CHECK(value.block->from.line == 37);
}

TEST_CASE("a code is explained by its meaning and the local word that led to it") {
  Small small;
  const auto value = small.explained.value("X1", "child_details.sex");
  CHECK(value.value == R"("F")");
  REQUIRE(value.conversion.codes.size() == 1);
  CHECK(value.conversion.codes[0].text == "Girl");
  CHECK(value.conversion.codes[0].code == "F");
  CHECK(value.conversion.codes[0].says == "Female");
  CHECK(value.conversion.codes[0].word == "Girl");
}

TEST_CASE("a refused value is absent, with the rule and its sentence") {
  Small small;
  const auto date = small.explained.value("X2", "child_details.date_of_birth");
  CHECK(date.value.empty());
  CHECK(date.absent == "What the expression gives was refused.");
  CHECK(date.conversion.rule == "F03");
  CHECK(date.conversion.sentence == "It is not a real date.");
  REQUIRE(date.findings.size() == 1);
  CHECK(date.findings[0].rule == "F03");
  const auto sex = small.explained.value("X2", "child_details.sex");
  REQUIRE(sex.conversion.codes.size() == 1);
  CHECK(sex.conversion.codes[0].code.empty());
}

TEST_CASE("a column of a lookup is explained by the row that the lookup chose") {
  Small small;
  const auto value = small.explained.value("X1", "child_details.postcode");
  CHECK(value.value == R"("CR2 6XH")");
  REQUIRE(value.columns.size() == 1);
  REQUIRE(value.columns[0].lookup.size() == 1);
  const auto& home = value.columns[0].lookup[0];
  CHECK(home.lookup->name == "home");
  CHECK(home.take.sql == "postcode");
  CHECK(home.key == "X1");
  CHECK(home.rows == 2);
  CHECK(home.passing == 2);
  REQUIRE(home.chosen.size() == 1);
  CHECK(text_of(home.chosen[0]) ==
        "postcode = CR26XH, person = X1, since = 2024-01-01, kind = NULL");
}

TEST_CASE("a lookup without an order is explained by all rows of its group") {
  Small small;
  const auto value = small.explained.value("X1", "child_details.disabilities");
  CHECK(value.value == R"(["AUT","LD"])");
  const auto& needs = value.columns.at(0).lookup.at(0);
  REQUIRE(needs.chosen.size() == 2);
  CHECK(text_of(needs.chosen[0]) == "code = LD, person = X1");
  CHECK(text_of(needs.chosen[1]) == "code = aut, person = X1");
}

TEST_CASE("a lookup of a lookup is followed to the end") {
  Small small;
  const auto value = small.explained.value("X1", "child_details.expected_date_of_birth");
  CHECK(value.value == R"("2024-01-01")");
  const auto& moved = value.columns.at(0).lookup.at(0);
  const auto& since = moved.chosen.at(0).at(0);
  CHECK(since.column.sql == "h.since");
  const auto& home = since.lookup.at(0);
  CHECK(home.lookup->name == "home");
  CHECK(home.chosen.at(0).at(0).raw == "2024-01-01");
}

TEST_CASE("a lookup that has no row says which key it looked for and what its where left out") {
  Small small;
  const auto value = small.explained.value("X2", "child_details.postcode");
  CHECK(value.value.empty());
  CHECK(value.absent == "The expression gives nothing for this row.");
  const auto& home = value.columns.at(0).lookup.at(0);
  CHECK(home.key == "X2");
  CHECK(home.rows == 1);
  CHECK(home.passing == 0);
  CHECK(home.chosen.empty());
}

TEST_CASE("a query inside an expression is named by its tables and columns") {
  Small small;
  const auto value = small.explained.value("X1", "child_details.uasc_flag");
  CHECK(value.value == "true");
  CHECK(text_of(value.columns) == "p.id = X1");
  CHECK(value.beyond == sqlite::Reads{{"arrival", {"alone", "person"}}});
}

TEST_CASE("an item is found by its number and by its key") {
  Small small;
  const auto by_number = small.explained.value("X1", "social_care_episodes[1].referral_date");
  const auto by_key = small.explained.value("X1", "social_care_episodes[E1].referral_date");
  CHECK(by_number.path == "social_care_episodes[1].referral_date");
  CHECK(by_number.keyed_path == "social_care_episodes[E1].referral_date");
  CHECK(by_key.path == by_number.path);
  CHECK(by_key.value == R"("2025-01-10")");
  CHECK(text_of(by_key.columns) == "referred = 2025-01-10");
}

TEST_CASE("an item that where leaves out is explained by the row it would have come from") {
  Small small;
  const auto value = small.explained.value("X1", "social_care_episodes[E9]");
  CHECK(value.absent == "One row of the source belongs here, and `where` leaves it out.");
  CHECK(value.keyed_path == "social_care_episodes[E9]");
  REQUIRE(value.left_out.size() == 1);
  CHECK(text_of(value.left_out[0]) == "id = E9, referred = 2019-06-01");
  CHECK(small.explained.value("X1", "social_care_episodes[E77].closure_date").absent ==
        "No row of the source has this key here.");
}

TEST_CASE("an absent list or object says why no row got into it") {
  Small small;
  CHECK(small.explained.value("X1", "social_care_episodes[E1].child_in_need_plans").absent ==
        "No row of the source belongs here.");
  CHECK(small.explained.value("X1", "social_care_episodes[E1].adoption.matched_date").absent ==
        "Nothing but purge:false would stand in it, so it was left out.");
  CHECK(small.explained.value("X1", "social_care_episodes[E1].care_leavers").absent ==
        "The mapping has no block for it.");
  const auto sdq = small.explained.value("X2", "health_and_wellbeing.sdq_assessments[0].score");
  CHECK(sdq.path == "health_and_wellbeing.sdq_assessments");
  CHECK(sdq.absent == "One row of the source belongs here, and `where` leaves it out.");
  CHECK(text_of(sdq.left_out.at(0)) == "score = 99");
}

TEST_CASE("a field without an expression says so") {
  Small small;
  const auto value = small.explained.value("X1", "child_details.ethnicity");
  CHECK(value.absent == "The mapping has no expression for it.");
  CHECK_FALSE(value.expression.has_value());
}

TEST_CASE("repeated and surplus rows are explained with their findings") {
  Small small;
  const auto plans =
      small.explained.child("X1", "social_care_episodes[E2].child_in_need_plans").values;
  REQUIRE(plans.size() == 5);  // id, two dates, purge, and the repeat
  CHECK(plans.back().absent == "The source holds this item twice; it was sent once.");
  REQUIRE(plans.back().findings.size() == 1);
  CHECK(plans.back().findings[0].rule == "O11");
  const auto adoption = small.explained.child("X1", "social_care_episodes[E2].adoption").values;
  CHECK(adoption.back().absent == "Another row of the source was taken first.");
  CHECK(adoption.back().findings.at(0).rule == "O10");
}

TEST_CASE("a child that is left out is explained by the rule and what it reads") {
  Small small;
  const auto child = small.explained.child("X3");
  CHECK(child.standing == Standing::excluded);
  REQUIRE(child.exclusion.has_value());
  CHECK(child.exclusion->rule->rule == "test persons");
  CHECK(child.exclusion->rule->when.line == 30);
  REQUIRE(child.exclusion->rows.size() == 1);
  CHECK(text_of(child.exclusion->rows[0]) == "surname = TEST");
}

TEST_CASE("a child whom the source does not hold is unknown") {
  Small small;
  CHECK(small.explained.child("X99").standing == Standing::unknown);
}

TEST_CASE("a held child is explained by the finding that holds it, and its values still show") {
  Small small;
  const auto child = small.explained.child("X_4", "la_child_id");
  CHECK(child.standing == Standing::held);
  REQUIRE(child.findings.size() == 1);
  CHECK(child.findings[0].rule == "F01");
  REQUIRE(child.values.size() == 1);
  CHECK(child.values[0].conversion.given == "X_4");
  CHECK(child.values[0].findings.size() == 1);
}

TEST_CASE("an explanation of everything agrees with the document value by value") {
  Small small;
  const auto child = small.explained.child("X1");
  CHECK(child.values.size() > 30);
  for (const auto& value : child.values) {
    INFO(value.path);
    CHECK(value.value.empty() != value.absent.empty());
  }
}

TEST_CASE("a path that the standard does not know is an error with the nearest name") {
  const auto standard = shipped_standard();
  const auto path = DocumentPath::read("child_details.sirname", standard);
  REQUIRE_FALSE(path.has_value());
  CHECK(describe(path.error()) ==
        "--path: There is no 'sirname' in child_details. Did you mean 'surname'?");
}
