#include "agent/standard/conformance.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/shipped.h"

using namespace dataflow::standard;

namespace {

std::string breaches_of(const char* json) {
  static const Standard standard = dataflow::shipped_standard();
  std::string lines;
  for (const auto& breach : breaches(standard, boost::json::parse(json))) {
    lines += breach.path + ": " + breach.what + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("a document that follows the contract has no breach") {
  CHECK(breaches_of(R"({
    "la_child_id": "X1", "purge": false,
    "child_details": {"first_name": "Zoë", "date_of_birth": "2015-02-28", "uasc_flag": false,
                      "disabilities": ["AUT", "LD"], "purge": false},
    "health_and_wellbeing": {"sdq_assessments": [{"date": "2026-01-05", "score": 12}]},
    "social_care_episodes": [{"social_care_episode_id": "E-1", "adoption": {"purge": true}}]
  })")
            .empty());
}

TEST_CASE("a purge of a child holds its id and the instruction, and conforms") {
  CHECK(breaches_of(R"({"la_child_id": "X1", "purge": true})").empty());
}

TEST_CASE("each breach is named by its place") {
  CHECK(breaches_of(R"({"mis_child_id": "a b"})") ==
        "mis_child_id: It has a character other than A-Za-z0-9_-.\n"
        "la_child_id: It is required and missing.\n");
  CHECK(breaches_of(R"({"la_child_id": "has-hyphen"})") ==
        "la_child_id: It has a character other than A-Za-z0-9.\n");
  CHECK(breaches_of(R"({"la_child_id": ""})") ==
        "la_child_id: It has 0 characters, 1 to 20 are allowed.\n");
  CHECK(breaches_of(R"({"la_child_id": "X", "child_details": null})") ==
        "child_details: An object was expected.\n");
  CHECK(breaches_of(R"({"la_child_id": "X", "child_details": {"sex": "Male"}})") ==
        "child_details.sex: It has 4 characters, 0 to 1 are allowed.\n");
  CHECK(breaches_of(R"({"la_child_id": "X", "child_details": {"uasc_flag": "Y"}})") ==
        "child_details.uasc_flag: true or false was expected.\n");
  CHECK(breaches_of(R"({"la_child_id": "X", "child_details": {"date_of_birth": "2025-02-31"}})") ==
        "child_details.date_of_birth: A date such as 2026-06-01 was expected.\n");
  CHECK(breaches_of(R"({"la_child_id": "X", "child_details": {"disabilities": ["LD", "LD"]}})") ==
        "child_details.disabilities[1]: It occurs twice.\n");
  CHECK(breaches_of(R"({"la_child_id": "X", "social_care_episodes": [{}, 7]})") ==
        "social_care_episodes[0].social_care_episode_id: It is required and missing.\n"
        "social_care_episodes[1]: An object was expected.\n");
  CHECK(breaches_of(R"({"la_child_id": "X",
                        "health_and_wellbeing": {"sdq_assessments": [{"score": 1.5}]}})") ==
        "health_and_wellbeing.sdq_assessments[0].score: A whole number was expected.\n");
}

TEST_CASE("an unknown member is a breach whose text does not repeat it") {
  const std::string lines = breaches_of(R"({"la_child_id": "X", "Brackwenth": "secret"})");
  CHECK(lines == "the child: It has a member that the standard does not know.\n");
}

TEST_CASE("lengths count characters and not bytes") {
  CHECK(breaches_of(R"({"la_child_id": "X", "child_details": {"postcode": "ÄÄÄÄÄÄÄÄ"}})").empty());
}
