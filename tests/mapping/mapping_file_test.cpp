#include <catch2/catch.hpp>

#include "tests/mapping/small_source.h"

using namespace dataflow::mapping;

namespace {

const SmallSource kPersonAndPlan = {{"person", {"id|name|born"}}, {"plan", {"id|episode"}}};

std::string mapping(const std::string& blocks, const std::string& more = "") {
  return "mapping: m\nsays: M.\nstandard: dfe-csc\n" + more +
         "cohort: {from: person, child: id}\nblocks:\n"
         "  child: {from: person, child: id, fields: {la_child_id: id}}\n" +
         blocks;
}

std::string block_faults(const std::string& blocks, const std::string& more = "") {
  return SmallMapping(mapping(blocks, more)).faults(kPersonAndPlan);
}

/// The faults of one expression as a field.
std::string faults_of_expression(const std::string& expression) {
  return block_faults("  child_details: {from: person AS p, child: p.id, fields: {surname: \"" +
                      expression + "\"}}\n");
}

}  // namespace

TEST_CASE("a mapping without faults has none") {
  CHECK(block_faults("").empty());
}

TEST_CASE("unknown blocks and fields are named with the nearest right name") {
  CHECK(block_faults("  child_detail: {from: person, child: id, fields: {sirname: name}}\n") ==
        "m.yaml:7:3: 'child_detail' is no object or list of dfe-csc/1.0.1. Did you mean "
        "'child_details'?\n");
  CHECK(block_faults("  child_details: {from: person, child: id, fields: {sirname: name}}\n") ==
        "m.yaml:7:53: 'sirname' is not known here. Did you mean 'surname'?\n");
}

TEST_CASE("a list without its key, and a list without its parent, are faults") {
  CHECK(block_faults(
            "  social_care_episodes: {from: plan, child: id, fields: {closure_date: id}}\n") ==
        "m.yaml:7:3: 'social_care_episode_id' is not mapped, and it is required. Add it under "
        "fields: social_care_episode_id: COLUMN.\n");
  CHECK(block_faults(
            "  social_care_episodes[].child_in_need_plans: {from: plan, parent: episode, fields: "
            "{child_in_need_plan_id: id}}\n") ==
        "m.yaml:7:3: 'social_care_episodes[].child_in_need_plans[]' is mapped, but "
        "'social_care_episodes[]' is not. Add a block 'social_care_episodes[]'.\n");
}

TEST_CASE("unknown columns, functions and code lists are named with the nearest right one") {
  CHECK(faults_of_expression("p.nam") ==
        "m.yaml:7:70: There is no column 'p.nam' here. Did you mean 'p.name'?\n");
  CHECK(faults_of_expression("cleen(p.name)") ==
        "m.yaml:7:70: There is no function 'cleen'. Did you mean 'clean'?\n");
  CHECK(faults_of_expression("code('colour', p.name)") ==
        "m.yaml:7:75: There is no code list 'colour'.\n");
}

TEST_CASE("broken SQL is a fault at its own line") {
  CHECK(faults_of_expression("p.name +") ==
        "m.yaml:7:69: SQLite says: near \")\": syntax error.\n");
}

TEST_CASE("all faults are reported at once") {
  const auto lines = block_faults(
      "  child_details: {from: person, child: id, fields: {surname: nam, first_name: nme}}\n"
      "  social_care_episodes: {from: plans, child: id, fields: {social_care_episode_id: id}}\n");
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 3);
}

TEST_CASE("a mapping cannot write, attach, load, or depend on the hour") {
  for (const char* expression :
       {"1); DELETE FROM person; SELECT (1", "(SELECT load_extension('x'))", "random()",
        "(SELECT max(id) FROM pragma_table_info('person'))", "datetime('now', randomblob(1))",
        "json_extract(p.name, '$.a')", "p.name ->> 'a'"}) {
    INFO(expression);
    CHECK_FALSE(faults_of_expression(expression).empty());
  }
}

TEST_CASE("comments in an expression do not swallow what follows") {
  CHECK(faults_of_expression("p.name -- the family name").empty());
  CHECK_FALSE(faults_of_expression("p.name /* unclosed").empty());
}

TEST_CASE("words for codes must lead to codes of lists that exist") {
  CHECK(block_faults("", "codes: {sx: {Boy: M}, sex: {Girl: W}}\n") ==
        "m.yaml:4:9: There is no code list 'sx'. Did you mean 'sex'?\n"
        "m.yaml:4:35: 'W' is no code of 'sex'.\n");
}

TEST_CASE("a lookup may not take the name of a table") {
  CHECK(block_faults("", "lookups: {plan: {from: person, key: id, take: {}}}\n") ==
        "m.yaml:4:24: The lookup 'plan' has the name of a table. Give it another name.\n");
}

TEST_CASE("a mapping for another standard is a fault") {
  CHECK(SmallMapping("mapping: m\nsays: M.\nstandard: other\ncohort: {from: person, child: id}\n"
                     "blocks: {child: {from: person, child: id, fields: {la_child_id: id}}}\n")
            .faults(kPersonAndPlan) ==
        "m.yaml:3:11: This mapping is for 'other', but the settings ask for 'dfe-csc/1.0.1'.\n");
}
