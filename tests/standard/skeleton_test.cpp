#include "agent/standard/skeleton.h"

#include <catch2/catch.hpp>

#include "tests/shipped.h"

using namespace dataflow::standard;

namespace {

const Standard& shipped() {
  static const Standard standard = dataflow::shipped_standard();
  return standard;
}

constexpr char kFull[] =
    R"({"child_details":{"purge":false,"sex":"F"},"health_and_wellbeing":{"sdq_assessments":[)"
    R"({"score":7}]},"la_child_id":"X1","social_care_episodes":[{"adoption":{"purge":false},)"
    R"("child_in_need_plans":[{"child_in_need_plan_id":"P1","end_date":"2026-01-01"},)"
    R"({"child_in_need_plan_id":"P2"}],"social_care_episode_id":"E1"},)"
    R"({"social_care_episode_id":"E2"}]})";

constexpr char kKeys[] =
    R"({"child_details":{},"health_and_wellbeing":{},"la_child_id":"X1","social_care_episodes":[)"
    R"({"adoption":{},"child_in_need_plans":[{"child_in_need_plan_id":"P1"},)"
    R"({"child_in_need_plan_id":"P2"}],"social_care_episode_id":"E1"},)"
    R"({"social_care_episode_id":"E2"}]})";

std::string purges(const char* document, std::string_view known = kKeys) {
  return with_purges(shipped(), document, known).value_or("nothing");
}

}  // namespace

TEST_CASE("a skeleton holds the keys of a document") {
  CHECK(skeleton_of(shipped(), kFull) == kKeys);
}

TEST_CASE("nothing is purged when the document holds all that is known") {
  CHECK(purges(kFull) == "nothing");
  CHECK(purges(kFull, "") == "nothing");
  CHECK(purges(kFull, R"({"la_child_id":"X1"})") == "nothing");
}

TEST_CASE("a plan that left becomes a purge of that plan") {
  CHECK(purges(R"({"child_details":{},"health_and_wellbeing":{},"la_child_id":"X1",)"
               R"("social_care_episodes":[{"adoption":{},"child_in_need_plans":[)"
               R"({"child_in_need_plan_id":"P2"}],"social_care_episode_id":"E1"},)"
               R"({"social_care_episode_id":"E2"}]})") ==
        R"({"child_details":{},"health_and_wellbeing":{},"la_child_id":"X1",)"
        R"("social_care_episodes":[{"adoption":{},"child_in_need_plans":[)"
        R"({"child_in_need_plan_id":"P2"},{"child_in_need_plan_id":"P1","purge":true}],)"
        R"("social_care_episode_id":"E1"},{"social_care_episode_id":"E2"}]})");
}

TEST_CASE("an episode that left becomes one purge, whatever was in it") {
  CHECK(purges(R"({"child_details":{},"health_and_wellbeing":{},"la_child_id":"X1",)"
               R"("social_care_episodes":[{"social_care_episode_id":"E2"}]})") ==
        R"({"child_details":{},"health_and_wellbeing":{},"la_child_id":"X1",)"
        R"("social_care_episodes":[{"social_care_episode_id":"E2"},)"
        R"({"purge":true,"social_care_episode_id":"E1"}]})");
}

TEST_CASE("blocks and the last items of lists that left become purges") {
  CHECK(purges(R"({"child_details":{},"la_child_id":"X1","social_care_episodes":[)"
               R"({"social_care_episode_id":"E1"},{"social_care_episode_id":"E2"}]})") ==
        R"({"child_details":{},"health_and_wellbeing":{"purge":true},"la_child_id":"X1",)"
        R"("social_care_episodes":[{"adoption":{"purge":true},"child_in_need_plans":[)"
        R"({"child_in_need_plan_id":"P1","purge":true},{"child_in_need_plan_id":"P2",)"
        R"("purge":true}],"social_care_episode_id":"E1"},{"social_care_episode_id":"E2"}]})");
  CHECK(purges(R"({"la_child_id":"X1"})", R"({"la_child_id":"X1","social_care_episodes":[)"
                                          R"({"social_care_episode_id":"E1"}]})") ==
        R"({"la_child_id":"X1","social_care_episodes":[{"purge":true,)"
        R"("social_care_episode_id":"E1"}]})");
}

TEST_CASE("merging skeletons keeps what either holds") {
  const char* a = R"({"la_child_id":"X1","social_care_episodes":[{"adoption":{},)"
                  R"("social_care_episode_id":"E1"}]})";
  const char* b = R"({"health_and_wellbeing":{},"la_child_id":"X1","social_care_episodes":[)"
                  R"({"care_leavers":{},"social_care_episode_id":"E1"},)"
                  R"({"social_care_episode_id":"E2"}]})";
  CHECK(merge_skeletons(shipped(), a, b) ==
        R"({"health_and_wellbeing":{},"la_child_id":"X1","social_care_episodes":[{"adoption":{},)"
        R"("care_leavers":{},"social_care_episode_id":"E1"},{"social_care_episode_id":"E2"}]})");
  CHECK(merge_skeletons(shipped(), "", b) == b);
  CHECK(merge_skeletons(shipped(), a, "") == a);
  CHECK(merge_skeletons(shipped(), a, a) == a);
}

TEST_CASE("the purge of a child is its identifier and the instruction") {
  CHECK(purge_of_child(shipped(), "X1") == R"({"la_child_id":"X1","purge":true})");
}
