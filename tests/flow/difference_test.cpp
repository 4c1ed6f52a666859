#include "agent/flow/difference.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/shipped.h"

using namespace dataflow;

namespace {

/// "path: before -> after" per line.
std::string difference(const char* before, const char* after) {
  const auto standard = shipped_standard();
  std::string lines;
  for (const auto& found :
       flow::differences(standard, boost::json::parse(before), boost::json::parse(after))) {
    lines += found.keyed_path + ": " + found.before + " -> " + found.after + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("documents with the same values differ in nothing, whatever the order of their items") {
  CHECK(difference(R"({"social_care_episodes":[{"social_care_episode_id":"A"},
                       {"social_care_episode_id":"B","referral_date":"2026-01-01"}]})",
                   R"({"social_care_episodes":[
                       {"referral_date":"2026-01-01","social_care_episode_id":"B"},
                       {"social_care_episode_id":"A"}]})")
            .empty());
}

TEST_CASE("a changed, an added and a removed value are told with the item's key") {
  CHECK(difference(R"({"la_child_id":"X","social_care_episodes":[
                       {"social_care_episode_id":"A","referral_date":"2026-01-01",
                        "closure_reason":"RC1"}]})",
                   R"({"la_child_id":"X","social_care_episodes":[{"social_care_episode_id":"N"},
                       {"social_care_episode_id":"A","referral_date":"2026-01-02",
                        "closure_date":"2026-02-02"}]})") ==
        "social_care_episodes[N].social_care_episode_id:  -> \"N\"\n"
        "social_care_episodes[A].closure_date:  -> \"2026-02-02\"\n"
        "social_care_episodes[A].closure_reason: \"RC1\" -> \n"
        "social_care_episodes[A].referral_date: \"2026-01-01\" -> \"2026-01-02\"\n");
}

TEST_CASE("an item that has gone is told by its key, and by the place where it was") {
  const auto standard = shipped_standard();
  const auto found = flow::differences(
      standard, boost::json::parse(R"({"social_care_episodes":[{"social_care_episode_id":"A"},
                                       {"social_care_episode_id":"B"}]})"),
      boost::json::parse(R"({"social_care_episodes":[{"social_care_episode_id":"A"}]})"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].keyed_path == "social_care_episodes[B].social_care_episode_id");
  CHECK(found[0].path == "social_care_episodes[was 1].social_care_episode_id");
  CHECK(found[0].after.empty());
}

TEST_CASE("items without a key are matched by being equal first") {
  CHECK(difference(R"({"health_and_wellbeing":{"sdq_assessments":[
                       {"date":"2026-01-01","score":1},{"date":"2026-02-01","score":2}]}})",
                   R"({"health_and_wellbeing":{"sdq_assessments":[
                       {"date":"2026-02-01","score":2},{"date":"2026-01-01","score":3}]}})") ==
        "health_and_wellbeing.sdq_assessments[1].score: 1 -> 3\n");
}

TEST_CASE("against no document everything differs, and purge:false is no value") {
  CHECK(difference("null", R"({"la_child_id":"X","purge":false,"child_details":{
                               "disabilities":["LD"],"purge":false}})") ==
        "child_details.disabilities:  -> [\"LD\"]\nla_child_id:  -> \"X\"\n");
  CHECK(difference(R"({"la_child_id":"X"})", "null") == "la_child_id: \"X\" -> \n");
}
