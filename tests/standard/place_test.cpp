#include "agent/standard/place.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/shipped.h"

using namespace dataflow;

TEST_CASE("a place by key stays the same while items come and go") {
  const auto standard = shipped_standard();
  const auto document = boost::json::parse(
      R"({"child_details":{"sex":"F"},"health_and_wellbeing":{"sdq_assessments":[{"score":1}]},)"
      R"("la_child_id":"X","social_care_episodes":[{"social_care_episode_id":"E9"},)"
      R"({"child_in_need_plans":[{"child_in_need_plan_id":"P7"}],"social_care_episode_id":"E1"}]})");
  const auto place = [&](const char* path) {
    return standard::place_by_key(standard, document, path);
  };
  CHECK(place("") == "");
  CHECK(place("child_details.sex") == "child_details.sex");
  CHECK(place("social_care_episodes[1].child_in_need_plans[0].end_date") ==
        "social_care_episodes[E1].child_in_need_plans[P7].end_date");
  CHECK(place("social_care_episodes[0]") == "social_care_episodes[E9]");
  CHECK(place("health_and_wellbeing.sdq_assessments[0].score") ==
        "health_and_wellbeing.sdq_assessments[0].score");
  CHECK(place("social_care_episodes[5].adoption") == "social_care_episodes[5].adoption");
  CHECK(place("nowhere[1].else") == "nowhere[1].else");
}

TEST_CASE("a position is no key, and what a person writes is a key first") {
  const auto standard = shipped_standard();
  const auto document = boost::json::parse(
      R"({"la_child_id":"X","social_care_episodes":[{"social_care_episode_id":"1"},)"
      R"({"social_care_episode_id":"E2"}]})");
  CHECK(standard::place_by_key(standard, document, "social_care_episodes[1]") ==
        "social_care_episodes[E2]");
  const auto id = [&](const char* path) {
    const auto* found = standard::find_value(standard, document, path);
    return found == nullptr ? "nothing" : std::string(found->as_string());
  };
  CHECK(id("social_care_episodes[1].social_care_episode_id") == "1");
  CHECK(id("social_care_episodes[0].social_care_episode_id") == "1");
  CHECK(id("social_care_episodes[E2].social_care_episode_id") == "E2");
  CHECK(id("social_care_episodes[2].social_care_episode_id") == "nothing");
  CHECK(id("social_care_episodes[].social_care_episode_id") == "nothing");
}
