// A plain council is sound: what is recorded of people and of their care fits together.
#include <catch2/catch.hpp>

#include "connectors/synthetic/readings.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

Council lived_in(std::size_t children, int days) {
  Council council(settings_for(children, 21));
  council.advance_to(days);
  return council;
}

using Births = std::map<std::string, Day>;

Births births_of(const Tables& tables) {
  Births births;
  const Rows people = tables["ssd_person"];
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (const auto day = people.day(i, "pers_dob")) births[*people.at(i, "pers_person_id")] = *day;
  }
  return births;
}

}  // namespace

TEST_CASE("a person is either born or expected") {
  const Council council = lived_in(600, 10);
  const Tables tables(council);
  const Rows people = tables["ssd_person"];
  const Rows episodes = tables["ssd_cin_episodes"];
  const auto disabled = tables["ssd_disability"].by("disa_person_id");
  const auto referred = episodes.by("cine_person_id");
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto id = people.at(i, "pers_person_id").value();
    const auto due = people.day(i, "pers_expected_dob");
    CHECK(people.day(i, "pers_dob").has_value() != due.has_value());  // 8525Q
    if (!due) continue;
    CHECK(people.at(i, "pers_sex") == "U");  // 8750
    CHECK_FALSE(disabled.contains(id));      // 8540
    CHECK_FALSE(people.at(i, "pers_upn"));
    const auto referral = episodes.day(referred.find(id)->second, "cine_referral_date").value();
    CHECK(referral >= due->plus(-280));  // 8606
  }
}

TEST_CASE("a born child is referred after birth, unless it was referred before birth") {
  const Tables tables(lived_in(400, 1));
  const auto births = births_of(tables);
  const Rows episodes = tables["ssd_cin_episodes"];
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    const auto birth = births.find(episodes.at(i, "cine_person_id").value());
    if (birth == births.end()) continue;
    CHECK(episodes.day(i, "cine_referral_date").value() >= birth->second);
  }
}

TEST_CASE("a child has a UPN with the right letter or a reason for having none, not both") {
  const Tables tables(lived_in(600, 10));
  const Rows people = tables["ssd_person"];
  std::set<std::string> known;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto upn = people.at(i, "pers_upn");
    const auto reason = people.at(i, "pers_upn_unknown");
    if (people.at(i, "pers_is_mother") == "Y" || !people.day(i, "pers_dob")) {
      CHECK_FALSE((upn || reason));
      continue;
    }
    CHECK(upn.has_value() != reason.has_value());
    if (!upn) continue;
    CHECK(upn_in(upn) == upn);         // 1510
    CHECK(known.insert(*upn).second);  // 1520
  }
  const Rows former = tables["ssd_linked_identifiers"];
  CHECK(former.size() > 3);
  for (std::size_t i = 0; i < former.size(); ++i) {
    CHECK(upn_in(former.at(i, "link_identifier_value")).has_value());
  }
}

TEST_CASE("placements follow one another from the start of care to its end") {
  const Tables tables(lived_in(800, 10));
  const Rows placements = tables["ssd_cla_placement"];
  const Rows episodes = tables["ssd_cla_episodes"];
  const auto births = births_of(tables);
  const auto reasons = episodes.by("clae_cla_placement_id");
  for (const auto& [care, first] : placements.by("clap_cla_id")) {
    const auto start = placements.day(first, "clap_cla_placement_start_date").value();
    const auto end = placements.day(first, "clap_cla_placement_end_date");
    const auto episode =
        reasons.find(placements.at(first, "clap_cla_placement_id").value())->second;
    const auto ceased = episodes.at(episode, "clae_cla_episode_ceased_reason");
    CHECK((!end || *end > start));                 // 501, O02
    CHECK(end.has_value() == ceased.has_value());  // 148
    CHECK(placements.at(first, "clap_cla_placement_change_reason").has_value() == (ceased == "X1"));
    CHECK(placements.at(first, "clap_person_id") == episodes.at(episode, "clae_person_id"));
    const Day birth = births.at(placements.at(first, "clap_person_id").value());
    if (placements.at(first, "clap_cla_placement_type") == "K3") {
      CHECK(start >= birth.birthday(16));  // 371
    }
    if (ceased != "X1") continue;
    bool followed = false;
    for (const auto& [same, next] : placements.by("clap_cla_id")) {
      followed |= same == care && placements.day(next, "clap_cla_placement_start_date") == end;
    }
    CHECK(followed);  // 388
  }
}

TEST_CASE("scores are of children of four to sixteen, once a day at most") {
  const Tables tables(lived_in(800, 10));
  const auto births = births_of(tables);
  const Rows scores = tables["ssd_sdq_scores"];
  std::set<std::pair<std::string, std::string>> known;
  CHECK(scores.size() > 20);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto person = scores.at(i, "csdq_person_id").value();
    const auto day = scores.day(i, "csdq_sdq_completed_date").value();
    CHECK(number_in(scores.at(i, "csdq_sdq_score"), 40).has_value());
    CHECK(day >= births.at(person).birthday(4));
    CHECK(day < births.at(person).birthday(17));
    CHECK(known.emplace(person, day.text()).second);
  }
}

TEST_CASE("adoption goes from decision to match to placement") {
  const Tables tables(lived_in(2500, 1));
  const Rows rows = tables["ssd_permanence"];
  CHECK(rows.size() > 2);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto decision = rows.day(i, "perm_adm_decision_date");
    const auto matched = rows.day(i, "perm_matched_date");
    const auto placed = rows.day(i, "perm_placed_for_adoption_date");
    CHECK(decision.has_value());
    CHECK((!matched || *matched >= *decision));
    CHECK((!placed || (matched && *placed >= *matched)));
  }
}

TEST_CASE("care leavers are grown up and asylum seekers come alone, most of them at sixteen") {
  const Council council = lived_in(2500, 1);
  const Tables tables(council);
  const auto births = births_of(tables);
  const Rows leavers = tables["ssd_care_leavers"];
  CHECK(leavers.size() > 50);
  for (std::size_t i = 0; i < leavers.size(); ++i) {
    const Day birth = births.at(leavers.at(i, "clea_person_id").value());
    CHECK(birth.birthday(18) <= council.date());
    CHECK(birth.birthday(26) > council.date());
  }
  const Rows status = tables["ssd_immigration_status"];
  std::size_t grown = 0;
  CHECK(status.size() > 8);
  for (std::size_t i = 0; i < status.size(); ++i) {
    const Day birth = births.at(status.at(i, "immi_person_id").value());
    const auto end = status.day(i, "immi_immigration_status_end_date");
    CHECK((!end || *end <= birth.birthday(18)));  // 304
    grown += birth.birthday(16) <= council.date();
  }
  CHECK(grown * 10 >= status.size() * 7);
}

TEST_CASE("homes follow one another and only the last is current") {
  const Tables tables(lived_in(400, 20));
  const Rows homes = tables["ssd_address"];
  std::map<std::string, std::map<Day, std::optional<Day>>> of_person;
  for (std::size_t i = 0; i < homes.size(); ++i) {
    auto& all = of_person[homes.at(i, "addr_person_id").value()];
    const auto [at, fresh] = all.emplace(homes.day(i, "addr_address_start_date").value(),
                                         homes.day(i, "addr_address_end_date"));
    CHECK(fresh);
    CHECK(postcode_in(homes.at(i, "addr_address_postcode")).has_value());
  }
  for (const auto& [person, all] : of_person) {
    for (auto home = all.begin(); home != all.end(); ++home) {
      const auto next = std::next(home);
      CHECK((next == all.end() ? !home->second : home->second == next->first));
    }
  }
}

}  // namespace dataflow::synthetic
