#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "connectors/synthetic/happenings.h"
#include "connectors/synthetic/paths.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

/// The ids of every item, and of every person, by the path that events give.
using Known = std::map<std::string_view, std::set<std::string>>;

void add(Known& known, std::string_view path, const Rows& rows, std::string_view column) {
  for (const auto& [id, row] : rows.by(column)) known[path].insert(id);
}

void remember(Known& known, const Council& council) {
  const Tables tables(council);
  add(known, path::kChild, tables["ssd_person"], "pers_person_id");
  const Rows episodes = tables["ssd_cin_episodes"];
  for (const auto place :
       {path::kEpisodes, path::kSource, path::kNoFurtherAction, path::kClosure}) {
    add(known, place, episodes, "cine_referral_id");
  }
  const Rows assessments = tables["ssd_cin_assessments"];
  for (const auto place : {path::kAssessments, path::kAuthorised, path::kFactors}) {
    add(known, place, assessments, "cina_assessment_id");
  }
  for (const auto place : {path::kInNeedPlans, path::kInNeedPlanIds}) {
    add(known, place, tables["ssd_cin_plans"], "cinp_cin_plan_id");
  }
  for (const auto place : {path::kEnquiries, path::kEnquiryEnd}) {
    add(known, place, tables["ssd_s47_enquiry"], "s47e_s47_enquiry_id");
  }
  add(known, path::kProtectionPlans, tables["ssd_cp_plans"], "cppl_cp_plan_id");
  for (const auto place : {path::kPlacements, path::kPlacementEnd}) {
    add(known, place, tables["ssd_cla_placement"], "clap_cla_placement_id");
  }
}

Event example() {
  Event event;
  event.day = 2;
  event.date = Day::parse("2026-06-02").value();
  event.event = "plan_removed";
  event.child = "KX1234567";
  event.visible = true;
  event.path = path::kInNeedPlans;
  event.id = "IP1000007";
  return event;
}

}  // namespace

TEST_CASE("an event is one line of JSON without what does not apply") {
  CHECK(
      json_line(example()) ==
      R"({"day":2,"date":"2026-06-02","event":"plan_removed","child":"KX1234567",)"
      R"("visible":true,"path":"social_care_episodes[].child_in_need_plans[]","id":"IP1000007"})");
  Event mess;
  mess.date = Day::parse("2026-06-01").value();
  mess.event = word::kMess;
  mess.dial = "upn_bad_letter";
  mess.child = "KX1234567";
  mess.expected = Expected::dropped;
  mess.path = path::kUpn;
  CHECK(json_line(mess) ==
        R"({"day":1,"date":"2026-06-01","event":"mess","dial":"upn_bad_letter",)"
        R"("child":"KX1234567","expected":"dropped","path":"child_details.unique_pupil_number"})");
}

TEST_CASE("day 1 has no events but the mess that is found") {
  CHECK(Council(settings_for(50)).events().empty());
  const Council council(messy(300, "all"));
  CHECK_FALSE(council.events().empty());
  for (const auto& event : council.events()) {
    CHECK(event.event == word::kMess);
    CHECK(event.day == 1);
    CHECK_FALSE(event.visible.has_value());
  }
}

TEST_CASE("events name children and items that are there, or were the day before") {
  Council council(messy(500, "all"));
  Known known;
  remember(known, council);
  const auto check = [&](const Event& event) {
    CAPTURE(event.event, event.dial);
    if (event.child) CHECK(known[path::kChild].contains(*event.child));
    if (!event.id.empty()) CHECK(known[event.path].contains(event.id));
    if (!event.into.empty()) CHECK(known[path::kChild].contains(event.into));
  };
  for (const auto& event : council.events()) check(event);
  for (int day = 2; day <= 12; ++day) {
    const auto events = council.advance();
    remember(known, council);
    for (const auto& event : events) {
      CHECK(event.day == day);
      CHECK(event.date == council.date());
      check(event);
    }
  }
}

TEST_CASE("what an event says is removed is gone, and what it says is new is there") {
  Council council(settings_for(600));
  Known before;
  remember(before, council);
  for (int day = 2; day <= 12; ++day) {
    const auto events = council.advance();
    Known now;
    remember(now, council);
    for (const auto& event : events) {
      CAPTURE(event.event);
      const bool was = before[event.path].contains(event.id);
      const bool is = now[event.path].contains(event.id);
      if (event.event == "plan_removed" || event.event == "episode_removed") {
        CHECK((was && !is));
      } else if (event.event == "new_episode" || event.event == "plan_started") {
        CHECK((!was && is));
      } else if (event.event == word::kNewChild) {
        CHECK(!before[path::kChild].contains(*event.child));
        CHECK(now[path::kChild].contains(*event.child));
      } else if (event.event == word::kChildRemoved || event.event == word::kChildMerged) {
        CHECK(!now[path::kChild].contains(*event.child));
      }
    }
    before = std::move(now);
  }
}

TEST_CASE("a late entry is of something that took place 10 to 400 days ago") {
  Council council(settings_for(400));
  for (int day = 2; day <= 15; ++day) {
    for (const auto& event : council.advance()) {
      if (event.event != "late_entry" || event.path != path::kInNeedPlans) continue;
      const Tables tables(council);
      const Rows plans = tables["ssd_cin_plans"];
      const auto row = plans.by("cinp_cin_plan_id").find(event.id)->second;
      CHECK(*plans.day(row, "cinp_cin_plan_end_date") <= council.date().plus(-10));
      CHECK(*plans.day(row, "cinp_cin_plan_start_date") >= council.date().plus(-400));
    }
  }
}

TEST_CASE("every line of a messy council's events is JSON in UTF-8") {
  Council council(messy(300, "all=0.2"));
  for (const auto& event : council.advance_to(4)) {
    boost::system::error_code failed;
    const auto value = boost::json::parse(json_line(event), failed);
    CHECK_FALSE(failed);
    CHECK(value.as_object().contains("event"));
  }
}

}  // namespace dataflow::synthetic
