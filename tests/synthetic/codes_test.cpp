// Every code of a plain council is in its code list; and the rates come near the published ones.
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "connectors/synthetic/spans.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

using Codes = std::set<std::string>;

// The lists of the standard, written out once more so that a slip in codes.cpp is noticed.
const Codes kEthnicity = {"WBRI", "WIRI", "WOTH", "WIRT", "WROM", "MWBC", "MWBA",
                          "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH", "BCRB",
                          "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT"};
const Codes kDisability = {"NONE", "MOB", "HAND", "PC",  "INC", "COMM", "LD",
                           "HEAR", "VIS", "BEH",  "CON", "AUT", "DDA"};
const Codes kSource = {"1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E",
                       "3F", "4",  "5A", "5B", "5C", "5D", "6",  "7",  "8",  "9",  "10"};
const Codes kClosure = {"RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7", "RC8", "RC9"};
const Codes kFactor = {"1A",  "1B",  "1C",  "2A",  "2B",  "2C",  "3A",  "3B",  "3C",  "4A",  "4B",
                       "4C",  "5A",  "5B",  "5C",  "6A",  "6B",  "6C",  "7A",  "8B",  "8C",  "8D",
                       "8E",  "8F",  "9A",  "10A", "11A", "12A", "13A", "14A", "15A", "16A", "17A",
                       "18B", "18C", "19B", "19C", "20",  "21",  "22A", "23A", "24A"};
const Codes kStart = {"S", "L", "P", "T", "B", "U"};
const Codes kEnd = {"X1",  "E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E45", "E46",
                    "E47", "E48", "E5",  "E6", "E7", "E8",  "E9",  "E14", "E15", "E16", "E17"};
const Codes kPlacement = {"A3", "A4", "A5", "A6", "K1", "K2",  "K3",  "P1",  "P3", "R1",
                          "R2", "R3", "R5", "S1", "T0", "T1",  "T2",  "T3",  "T4", "U1",
                          "U2", "U3", "U4", "U5", "U6", "Z11", "Z12", "Z13", "Z14"};
const Codes kChange = {"CARPL", "CLOSE", "ALLEG", "STAND", "APPRR",  "CREQB",
                       "CREQO", "CHILD", "LAREQ", "PLACE", "CUSTOD", "OTHER"};
const Codes kActivity = {"F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6"};
const Codes kAccommodation = {"B", "C", "D", "E", "G", "H", "K", "R",
                              "S", "T", "U", "V", "W", "X", "Y", "Z"};

struct List {
  const char* table;
  const char* column;
  const Codes* codes;
};

/// Made once for all tests of this file.
const Tables& council_of_three_thousand() {
  static const Tables tables{Council(settings_for(3000))};
  return tables;
}

double share(std::size_t some, std::size_t all) {
  return static_cast<double>(some) / static_cast<double>(all);
}

}  // namespace

TEST_CASE("every code is in its list") {
  const std::vector<List> lists = {
      {"ssd_person", "pers_ethnicity", &kEthnicity},
      {"ssd_disability", "disa_disability_code", &kDisability},
      {"ssd_cin_episodes", "cine_referral_source_code", &kSource},
      {"ssd_cin_episodes", "cine_close_reason", &kClosure},
      {"ssd_cla_episodes", "clae_cla_episode_start_reason", &kStart},
      {"ssd_cla_episodes", "clae_cla_episode_ceased_reason", &kEnd},
      {"ssd_cla_placement", "clap_cla_placement_type", &kPlacement},
      {"ssd_cla_placement", "clap_cla_placement_change_reason", &kChange},
      {"ssd_care_leavers", "clea_care_leaver_activity", &kActivity},
      {"ssd_care_leavers", "clea_care_leaver_accommodation", &kAccommodation}};
  Council council(settings_for(1500));
  council.advance_to(10);
  const Tables tables(council);
  for (const auto& [table, column, codes] : lists) {
    CAPTURE(column);
    const auto found = tables[table].by(column);
    CHECK_FALSE(found.empty());
    for (const auto& [code, row] : found) CHECK(codes->contains(code));
  }
  for (const auto& [text, row] :
       tables["ssd_assessment_factors"].by("cinf_assessment_factors_json")) {
    Codes once;
    const auto list = boost::json::parse(text);
    for (const auto& code : list.as_array()) {
      CHECK(kFactor.contains(std::string(code.as_string())));
      CHECK(once.insert(std::string(code.as_string())).second);
    }
  }
}

TEST_CASE("NONE stands alone among disabilities") {
  const Tables& tables = council_of_three_thousand();
  const Rows rows = tables["ssd_disability"];
  const auto by_person = rows.by("disa_person_id");
  for (const auto& [person, row] : by_person) {
    if (rows.at(row, "disa_disability_code") == "NONE") CHECK(by_person.count(person) == 1);
  }
}

TEST_CASE("referrals are as the statistics have them") {
  const Tables& tables = council_of_three_thousand();
  const Rows episodes = tables["ssd_cin_episodes"];
  std::map<std::string, std::vector<Day>> of_child;
  std::size_t police = 0;
  std::size_t schools = 0;
  std::size_t nothing = 0;
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    of_child[*episodes.at(i, "cine_person_id")].push_back(*episodes.day(i, "cine_referral_date"));
    police += episodes.at(i, "cine_referral_source_code") == "6";
    schools += episodes.at(i, "cine_referral_source_code") == "2A";
    nothing += episodes.at(i, "cine_referral_nfa") == "Y";
  }
  std::size_t again = 0;
  for (auto& [child, days] : of_child) {
    for (std::size_t i = 1; i < days.size(); ++i) again += days[i] <= days[i - 1].plus(365);
  }
  CHECK(share(again, episodes.size()) == Approx(0.226).margin(0.03));
  CHECK(share(police, episodes.size()) == Approx(0.28).margin(0.03));
  CHECK(share(schools, episodes.size()) == Approx(0.21).margin(0.03));
  CHECK(share(nothing, episodes.size()) == Approx(0.065).margin(0.015));
  const auto not_in_need =
      tables["ssd_cin_assessments"].by("cina_assessment_outcome_nfa").count("Y");
  CHECK(share(not_in_need, episodes.size()) == Approx(0.308).margin(0.03));
}

TEST_CASE("factors are as the statistics have them") {
  const Tables& tables = council_of_three_thousand();
  const auto lists = tables["ssd_assessment_factors"].by("cinf_assessment_factors_json");
  std::size_t all = 0;
  std::map<std::string, std::size_t> of;
  for (const auto& [text, row] : lists) {
    const auto list = boost::json::parse(text);
    for (const auto& code : list.as_array()) {
      ++all;
      ++of[std::string(code.as_string())];
    }
  }
  CHECK(share(all, lists.size()) == Approx(2.75).margin(0.15));
  CHECK(share(of["4B"], lists.size()) == Approx(0.335).margin(0.03));
  CHECK(share(of["3B"], lists.size()) == Approx(0.317).margin(0.03));
  CHECK(share(of["17A"], lists.size()) == Approx(0.19).margin(0.03));
}

TEST_CASE("child protection is as the statistics have it") {
  const Tables& tables = council_of_three_thousand();
  const Rows enquiries = tables["ssd_s47_enquiry"];
  const Rows conferences = tables["ssd_initial_cp_conference"];
  const Rows plans = tables["ssd_cp_plans"];
  CHECK(share(enquiries.size(), tables["ssd_cin_episodes"].size()) == Approx(0.364).margin(0.05));
  CHECK(share(conferences.size(), enquiries.size()) == Approx(0.313).margin(0.05));
  const auto enquiry_of = enquiries.by("s47e_s47_enquiry_id");
  std::size_t within_fifteen = 0;
  std::size_t within_twelve = 0;
  for (std::size_t i = 0; i < conferences.size(); ++i) {
    const auto row = enquiry_of.find(*conferences.at(i, "icpc_s47_enquiry_id"))->second;
    const Day start = *enquiries.day(row, "s47e_s47_start_date");
    within_fifteen += *conferences.day(i, "icpc_icpc_date") <= plus_working_days(start, 15);
    within_twelve += *conferences.day(i, "icpc_icpc_date") <= plus_working_days(start, 12);
  }
  CHECK(share(within_fifteen, conferences.size()) == Approx(0.814).margin(0.06));
  CHECK(share(within_twelve, conferences.size()) == Approx(0.24).margin(0.06));
  const auto of_child = plans.by("cppl_person_id");
  std::set<std::string> children;
  for (const auto& [child, row] : of_child) children.insert(child);
  CHECK(share(plans.size() - children.size(), plans.size()) == Approx(0.245).margin(0.06));
}

TEST_CASE("children looked after and care leavers are as the statistics have them") {
  const Tables& tables = council_of_three_thousand();
  std::set<std::string> in_care;
  for (const auto& [child, row] : tables["ssd_cla_placement"].by("clap_person_id")) {
    in_care.insert(child);
  }
  CHECK(share(in_care.size(), 3000) == Approx(0.1).margin(0.025));
  const Rows people = tables["ssd_person"];
  std::size_t boys = 0;
  std::size_t white = 0;
  std::size_t unborn = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    boys += people.at(i, "pers_sex") == "M" && in_care.contains(*people.at(i, "pers_person_id"));
    white += people.at(i, "pers_ethnicity")->front() == 'W';
    unborn += !people.day(i, "pers_dob");
  }
  CHECK(share(boys, in_care.size()) == Approx(0.56).margin(0.07));
  CHECK(share(white, people.size()) == Approx(0.71).margin(0.05));
  CHECK(share(unborn, 3000) == Approx(0.015).margin(0.007));
  const auto leavers = tables["ssd_care_leavers"].by("clea_care_leaver_activity");
  const auto employed = std::count_if(leavers.begin(), leavers.end(), [](const auto& leaver) {
    return leaver.first.front() != 'G';
  });
  CHECK(share(leavers.size(), 3000) == Approx(0.035).margin(0.015));
  CHECK(share(static_cast<std::size_t>(employed), leavers.size()) == Approx(0.56).margin(0.14));
}

}  // namespace dataflow::synthetic
