#include "agent/standard/derived_ids.h"

#include <set>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/standard/skeleton.h"
#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::standard;

namespace {

/// A child with two episodes, the first with two plans; all identifiers begin with `prefix`.
std::string document(const std::string& prefix, const std::string& child = "X1") {
  return R"({"la_child_id":")" + child + R"(","social_care_episodes":[)" +
         R"({"child_in_need_plans":[)"
         R"({"child_in_need_plan_id":")" +
         prefix + R"(P1","start_date":"2026-02-01"},)" + R"({"child_in_need_plan_id":")" + prefix +
         R"(P2","start_date":"2026-03-01"}],)" +
         R"("referral_date":"2026-01-10","social_care_episode_id":")" + prefix + R"(E1"},)" +
         R"({"referral_date":"2024-05-05","social_care_episode_id":")" + prefix + R"(E2"}]})";
}

std::string derived(const std::string& text, const std::string& council = "846") {
  return with_derived_ids(shipped_standard(), text, council);
}

/// All identifiers of items in the text.
std::set<std::string> ids_in(const std::string& text) {
  std::set<std::string> ids;
  const auto parsed = boost::json::parse(text);
  for (const auto& one : parsed.at("social_care_episodes").as_array()) {
    ids.emplace(one.at("social_care_episode_id").as_string());
    if (const auto* plans = one.as_object().if_contains("child_in_need_plans")) {
      for (const auto& plan : plans->as_array()) {
        ids.emplace(plan.at("child_in_need_plan_id").as_string());
      }
    }
  }
  return ids;
}

}  // namespace

TEST_CASE("a derived document is the same whatever identifiers the source has tonight") {
  CHECK(derived(document("A")) == derived(document("ZZZ9-")));
  CHECK(derived(document("A")) != document("A"));
  CHECK(derived(derived(document("A"))) == derived(document("A")));
}

TEST_CASE("derived identifiers differ between items, children and councils, and fit the standard") {
  const auto ids = ids_in(derived(document("A")));
  CHECK(ids.size() == 4);
  for (const auto& id : ids) CHECK(id.size() == 32);
  const auto others = {ids_in(derived(document("A", "X2"))), ids_in(derived(document("A"), "330"))};
  for (const auto& other : others) {
    for (const auto& id : other) CHECK(ids.count(id) == 0);
  }
  CHECK(boost::json::parse(derived(document("A"))).at("la_child_id") == "X1");
}

TEST_CASE(
    "an item keeps its derived identifier when it changes, and when another comes before it") {
  const std::string one =
      R"({"la_child_id":"X1","social_care_episodes":[{"referral_date":"2026-01-10","social_care_episode_id":"E1"}]})";
  const std::string closed =
      R"({"la_child_id":"X1","social_care_episodes":[{"referral_date":"2025-12-01","social_care_episode_id":"E0"},{"closure_date":"2026-02-02","referral_date":"2026-01-10","social_care_episode_id":"E1"}]})";
  const auto before = ids_in(derived(one));
  REQUIRE(before.size() == 1);
  CHECK(ids_in(derived(closed)).count(*before.begin()) == 1);
  CHECK(ids_in(derived(closed)).size() == 2);
}

TEST_CASE("items that start on one day have different identifiers, in any order of the rows") {
  const auto with = [](const std::string& first, const std::string& second) {
    return R"({"la_child_id":"X1","social_care_episodes":[)" + first + "," + second + "]}";
  };
  const std::string a =
      R"({"closure_date":"2026-03-01","referral_date":"2026-01-10","social_care_episode_id":"E1"})";
  const std::string b = R"({"referral_date":"2026-01-10","social_care_episode_id":"E2"})";
  const auto ids = ids_in(derived(with(a, b)));
  CHECK(ids.size() == 2);
  CHECK(ids == ids_in(derived(with(b, a))));
}
