// A plain council is sound: dates are in order, references resolve, identifiers are unique. Numbers
// in brackets are rules of the children in need census.
#include <catch2/catch.hpp>

#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

struct Stretch {
  Day start;
  std::optional<Day> end;
};

/// Oldest first; true when each ended before the next began, or on the same day if that may be.
enum class Handover { same_day, next_day };
bool one_after_another(std::vector<Stretch> stretches, Handover handover) {
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.start < b.start; });
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    const auto& before = stretches[i - 1];
    if (!before.end) return false;
    const bool meets = *before.end == stretches[i].start;
    if (*before.end > stretches[i].start || (meets && handover == Handover::next_day)) return false;
  }
  return true;
}

/// The stretches of a table by the episode, or whatever else, that they belong to.
std::map<std::string, std::vector<Stretch>> stretches_of(const Rows& rows, std::string_view owner,
                                                         std::string_view start,
                                                         std::string_view end) {
  std::map<std::string, std::vector<Stretch>> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    found[rows.at(i, owner).value()].push_back({rows.day(i, start).value(), rows.day(i, end)});
  }
  return found;
}

struct Referral {
  std::string person;
  Stretch stretch;
  std::string reason;
  bool no_further_action = false;
};
using Referrals = std::map<std::string, Referral>;

Referrals referrals_of(const Tables& tables) {
  Referrals referrals;
  const Rows rows = tables["ssd_cin_episodes"];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    referrals[rows.at(i, "cine_referral_id").value()] = {
        rows.at(i, "cine_person_id").value(),
        {rows.day(i, "cine_referral_date").value(), rows.day(i, "cine_close_date")},
        rows.at(i, "cine_close_reason").value_or(""),
        rows.at(i, "cine_referral_nfa") == "Y"};
  }
  return referrals;
}

/// Councils of several kinds on several days.
std::vector<Council> plain_councils() {
  std::vector<Council> councils;
  councils.emplace_back(settings_for(400));
  councils.emplace_back(settings_for(250, 8)).advance_to(25);
  Settings large = settings_for(60, 9);
  large.size = Size::large;
  councils.emplace_back(large).advance_to(4);
  return councils;
}

/// Runs a check over the tables of each of them.
template <class Check>
void in_each(Check check) {
  for (const auto& council : plain_councils()) check(Tables(council), council);
}

/// Whether things of an episode lie inside it, and inside an episode of the same person.
void check_inside(const Tables& tables, std::string_view table, const char* referral,
                  const char* person, const char* start, const char* end) {
  const auto referrals = referrals_of(tables);
  const Rows rows = tables[table];
  CAPTURE(table);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto owner = referrals.find(rows.at(i, referral).value());
    REQUIRE(owner != referrals.end());
    const auto& [who, stretch, reason, nothing] = owner->second;
    CHECK(who == rows.at(i, person));
    CHECK_FALSE(nothing);  // 4000, 8831, 8832
    const Day from = rows.day(i, start).value();
    const auto to = rows.day(i, end);
    CHECK(from >= stretch.start);  // 1103, 1105, 2889, 4015
    CHECK((!to || *to >= from));   // 4011, 8608, 8925
    if (!stretch.end) continue;
    CHECK((to && *to <= *stretch.end));  // 8565, 8867
  }
}

}  // namespace

TEST_CASE("no date lies in the future except due dates") {
  in_each([](const Tables& tables, const Council& council) {
    for (const auto& table : tables.all()) {
      const Rows rows(table);
      for (std::size_t c = 0; c < table.types().size(); ++c) {
        const std::string& column = table.shape().columns[c];
        if (table.types()[c] != "datetime") continue;
        if (column == "pers_expected_dob" || column == "icpc_icpc_target_date") continue;
        CAPTURE(column);
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const auto text = rows.at(i, column);
          if (!text) continue;
          REQUIRE(text->size() == 19);
          REQUIRE(text->substr(10) == " 00:00:00");
          REQUIRE(rows.day(i, column).value() <= council.date());
        }
      }
    }
  });
}

TEST_CASE("every identifier is unique in its table and fits the standard") {
  in_each([](const Tables& tables, const Council&) {
    std::set<std::string> known;
    for (const auto& table : tables.all()) {
      const std::size_t column = table.name() == "ssd_person" ? 1 : 0;
      for (std::size_t i = 0; i < table.rows(); ++i) {
        const auto id = table.cell(i, column);
        REQUIRE(id.has_value());
        REQUIRE(id->size() <= 36);
        REQUIRE(known.insert(std::string(*id)).second);
      }
    }
  });
}

TEST_CASE("every reference leads somewhere") {
  struct Reference {
    const char* table;
    const char* column;
    const char* to;
    const char* key;
  };
  constexpr Reference kReferences[] = {
      {"ssd_address", "addr_person_id", "ssd_person", "pers_person_id"},
      {"ssd_cin_episodes", "cine_person_id", "ssd_person", "pers_person_id"},
      {"ssd_cin_episodes", "cine_referral_team", "ssd_department", "dept_team_id"},
      {"ssd_cin_episodes", "cine_referral_worker_id", "ssd_professionals", "prof_professional_id"},
      {"ssd_cin_assessments", "cina_referral_id", "ssd_cin_episodes", "cine_referral_id"},
      {"ssd_assessment_factors", "cinf_assessment_id", "ssd_cin_assessments", "cina_assessment_id"},
      {"ssd_initial_cp_conference", "icpc_s47_enquiry_id", "ssd_s47_enquiry",
       "s47e_s47_enquiry_id"},
      {"ssd_initial_cp_conference", "icpc_cp_plan_id", "ssd_cp_plans", "cppl_cp_plan_id"},
      {"ssd_cp_plans", "cppl_icpc_id", "ssd_initial_cp_conference", "icpc_icpc_id"},
      {"ssd_cla_placement", "clap_cla_id", "ssd_cla_episodes", "clae_cla_id"},
      {"ssd_cla_episodes", "clae_cla_placement_id", "ssd_cla_placement", "clap_cla_placement_id"},
      {"ssd_cla_episodes", "clae_referral_id", "ssd_cin_episodes", "cine_referral_id"},
      {"ssd_permanence", "perm_cla_id", "ssd_cla_episodes", "clae_cla_id"},
      {"ssd_involvements", "invo_professional_id", "ssd_professionals", "prof_professional_id"},
      {"ssd_involvements", "invo_referral_id", "ssd_cin_episodes", "cine_referral_id"},
      {"ssd_care_leavers", "clea_person_id", "ssd_person", "pers_person_id"},
      {"ssd_sdq_scores", "csdq_person_id", "ssd_person", "pers_person_id"},
      {"ssd_department", "dept_team_parent_id", "ssd_department", "dept_team_id"}};
  in_each([&](const Tables& tables, const Council&) {
    for (const auto& [table, column, to, key] : kReferences) {
      CAPTURE(column);
      const auto keys = tables[to].by(key);
      for (const auto& [value, row] : tables[table].by(column)) REQUIRE(keys.contains(value));
    }
  });
}

TEST_CASE("episodes follow one another, and only the last is open") {
  in_each([](const Tables& tables, const Council&) {
    for (const auto& [person, stretches] :
         stretches_of(tables["ssd_cin_episodes"], "cine_person_id", "cine_referral_date",
                      "cine_close_date")) {
      CHECK(one_after_another(stretches, Handover::next_day));  // 8815, 8816, 8820
    }
    for (const auto& [id, referral] : referrals_of(tables)) {
      CHECK(referral.stretch.end.has_value() == !referral.reason.empty());  // 8805, 8810
      CHECK((!referral.stretch.end || *referral.stretch.end >= referral.stretch.start));  // 8630
    }
  });
}

TEST_CASE("assessments, enquiries and plans lie inside their episodes") {
  in_each([](const Tables& tables, const Council&) {
    check_inside(tables, "ssd_cin_assessments", "cina_referral_id", "cina_person_id",
                 "cina_assessment_start_date", "cina_assessment_auth_date");
    check_inside(tables, "ssd_s47_enquiry", "s47e_referral_id", "s47e_person_id",
                 "s47e_s47_start_date", "s47e_s47_end_date");
    check_inside(tables, "ssd_cin_plans", "cinp_referral_id", "cinp_person_id",
                 "cinp_cin_plan_start_date", "cinp_cin_plan_end_date");
    check_inside(tables, "ssd_cp_plans", "cppl_referral_id", "cppl_person_id",
                 "cppl_cp_plan_start_date", "cppl_cp_plan_end_date");
    check_inside(tables, "ssd_involvements", "invo_referral_id", "invo_person_id",
                 "invo_involvement_start_date", "invo_involvement_end_date");
    check_inside(tables, "ssd_cla_episodes", "clae_referral_id", "clae_person_id",
                 "clae_cla_episode_start_date", "clae_cla_episode_ceased_date");
  });
}

TEST_CASE("assessments, enquiries and plans of one kind do not overlap") {
  in_each([](const Tables& tables, const Council&) {
    const auto check = [](const auto& all, Handover handover) {
      for (const auto& [owner, stretches] : all) {
        CAPTURE(owner);
        CHECK(one_after_another(stretches, handover));
      }
    };
    check(stretches_of(tables["ssd_cin_assessments"], "cina_referral_id",
                       "cina_assessment_start_date", "cina_assessment_auth_date"),
          Handover::next_day);  // 8863Q, 8896
    check(stretches_of(tables["ssd_s47_enquiry"], "s47e_referral_id", "s47e_s47_start_date",
                       "s47e_s47_end_date"),
          Handover::next_day);  // 8839, 8890
    auto plans = stretches_of(tables["ssd_cin_plans"], "cinp_referral_id",
                              "cinp_cin_plan_start_date", "cinp_cin_plan_end_date");
    auto protection = stretches_of(tables["ssd_cp_plans"], "cppl_referral_id",
                                   "cppl_cp_plan_start_date", "cppl_cp_plan_end_date");
    for (auto& [owner, stretches] : protection) {
      auto& both = plans[owner];
      both.insert(both.end(), stretches.begin(), stretches.end());
    }
    check(plans, Handover::same_day);  // 4001, 4004, 4014, 4016, 4017, 8935, 8940
    auto workers = stretches_of(tables["ssd_involvements"], "invo_referral_id",
                                "invo_involvement_start_date", "invo_involvement_end_date");
    const Rows involvements = tables["ssd_involvements"];
    workers.clear();
    for (std::size_t i = 0; i < involvements.size(); ++i) {
      if (involvements.at(i, "invo_professional_role_id") != "CW") continue;
      workers[involvements.at(i, "invo_referral_id").value()].push_back(
          {involvements.day(i, "invo_involvement_start_date").value(),
           involvements.day(i, "invo_involvement_end_date")});
    }
    check(workers, Handover::same_day);
  });
}

TEST_CASE("an assessment has factors when it is authorised, and 21 stands alone") {
  in_each([](const Tables& tables, const Council&) {
    const Rows assessments = tables["ssd_cin_assessments"];
    const Rows factors = tables["ssd_assessment_factors"];
    const auto by_assessment = factors.by("cinf_assessment_id");
    for (std::size_t i = 0; i < assessments.size(); ++i) {
      const bool authorised = assessments.day(i, "cina_assessment_auth_date").has_value();
      const auto id = assessments.at(i, "cina_assessment_id").value();
      CHECK(by_assessment.count(id) == (authorised ? 1 : 0));  // 8614, 8897Q
    }
    for (std::size_t i = 0; i < factors.size(); ++i) {
      const auto json = factors.at(i, "cinf_assessment_factors_json").value();
      CHECK((json.find("\"21\"") == std::string::npos || json == "[\"21\"]"));  // 8869
    }
  });
}

TEST_CASE("a conference is on a working day, and a protection plan begins with it") {
  in_each([](const Tables& tables, const Council&) {
    const Rows conferences = tables["ssd_initial_cp_conference"];
    const Rows enquiries = tables["ssd_s47_enquiry"];
    const Rows plans = tables["ssd_cp_plans"];
    const auto enquiry_of = enquiries.by("s47e_s47_enquiry_id");
    const auto conference_of = conferences.by("icpc_icpc_id");
    for (std::size_t i = 0; i < conferences.size(); ++i) {
      const Day held = conferences.day(i, "icpc_icpc_date").value();
      const auto enquiry = enquiry_of.find(*conferences.at(i, "icpc_s47_enquiry_id"))->second;
      CHECK(held.weekday() <= 5);                                            // 8875
      CHECK(held >= enquiries.day(enquiry, "s47e_s47_start_date").value());  // 8615
      CHECK(enquiries.day(enquiry, "s47e_s47_end_date").value() >= held);
    }
    for (std::size_t i = 0; i < plans.size(); ++i) {
      const auto conference = conference_of.find(plans.at(i, "cppl_icpc_id").value());
      const Day start = plans.day(i, "cppl_cp_plan_start_date").value();
      CHECK(conferences.day(conference->second, "icpc_icpc_date") == start);  // 2885
      CHECK(plans.day(i, "cppl_cp_plan_end_date") != start);                  // 8840
    }
  });
}

TEST_CASE("an episode closed after an assessment holds nothing else") {
  in_each([](const Tables& tables, const Council&) {
    const auto assessed = tables["ssd_cin_assessments"].by("cina_referral_id");
    for (const auto& [id, referral] : referrals_of(tables)) {
      if (referral.reason != "RC8" && referral.reason != "RC9") continue;
      CHECK(assessed.contains(id));                                            // 8825Q
      CHECK(tables["ssd_s47_enquiry"].by("s47e_referral_id").count(id) == 0);  // 2990
      CHECK(tables["ssd_cin_plans"].by("cinp_referral_id").count(id) == 0);
      CHECK(tables["ssd_cp_plans"].by("cppl_referral_id").count(id) == 0);
    }
  });
}

}  // namespace dataflow::synthetic
