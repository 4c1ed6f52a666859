#include "agent/workbench/coverage.h"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "tests/mapping/small_source.h"

using namespace dataflow::mapping;

namespace {

constexpr char kMapping[] = R"(mapping: m
says: M.
standard: dfe-csc
cohort: {from: person, child: id}
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details:
    from: person
    child: id
    fields:
      surname: name
      sex: sex
      postcode: postcode
  social_care_episodes:
    from: episode
    child: person
    fields: {social_care_episode_id: id, closure_date: closed}
)";

const SmallSource kSource = {
    {"person", {"id|name|sex|postcode", "X1|A|F|-", "X2|B|F|-", "X3|-|-|-"}},
    {"episode", {"id|person|closed", "E1|X1|-", "E2|X1|2026-01-01"}}};

}  // namespace

TEST_CASE(
    "coverage counts where each field could stand, where it does, and whether it ever differs") {
  SmallMapping mapping(kMapping);
  Coverage coverage(mapping.file(), mapping.standard());
  for (const auto& record : mapping.records(kSource)) {
    coverage.add(boost::json::parse(record.document));
  }
  std::map<std::string, FieldCoverage> fields;
  for (const auto& field : coverage.fields()) fields[field.field->path] = field;
  const auto told = [&](const std::string& path) {
    const auto& field = fields.at(path);
    return std::to_string(field.line) + ": " + std::to_string(field.filled) + " of " +
           std::to_string(field.places) + (field.never_differs ? " same" : "");
  };
  CHECK(told("la_child_id") == "6: 3 of 3");
  CHECK(told("child_details.surname") == "11: 2 of 3");
  CHECK(told("child_details.sex") == "12: 2 of 3 same");
  CHECK(told("child_details.postcode") == "13: 0 of 3");
  CHECK(told("child_details.first_name") == "0: 0 of 3");
  CHECK(told("social_care_episodes[].social_care_episode_id") == "17: 2 of 2");
  CHECK(told("social_care_episodes[].closure_date") == "17: 1 of 2");
  CHECK(told("social_care_episodes[].child_in_need_plans[].start_date") == "0: 0 of 0");
  CHECK(fields.count("purge") == 0);
}
