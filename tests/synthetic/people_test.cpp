#include <set>

#include <catch2/catch.hpp>

#include "connectors/synthetic/health_number.h"
#include "connectors/synthetic/names.h"
#include "connectors/synthetic/pupil_number.h"
#include "connectors/synthetic/readings.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

TEST_CASE("the check letter is that of the published algorithm") {
  CHECK(check_letter("801200001001") == 'H');
  CHECK(check_letter("823299901156") == 'B');
  CHECK(check_letter("935205112088") == 'H');
  CHECK(check_letter("000000000000") == 'A');
}

TEST_CASE("the check digit of an NHS number is that of the published algorithm") {
  CHECK(check_digit("943476591") == '9');
  CHECK(check_digit("999000001") == '8');
  CHECK(check_digit("999000011") == '5');
  CHECK_FALSE(check_digit("999000000").has_value());
}

TEST_CASE("no two made-up people have the same NHS number, and most have one, of the test range") {
  std::set<std::string> numbers;
  for (Key person = 1; person <= 1000; ++person) {
    const auto number = nhs_number_of(person);
    if (!number) continue;
    CHECK(number->size() == 10);
    CHECK(number->starts_with("999"));
    CHECK(check_digit(std::string_view(*number).substr(0, 9)) == number->back());
    CHECK(numbers.insert(*number).second);
  }
  CHECK(numbers.size() > 700);
}

TEST_CASE("a name is long enough to be searched for, and some are not plain ASCII letters") {
  Random random(11);
  bool accent = false;
  bool apostrophe = false;
  bool hyphen = false;
  for (int i = 0; i < 2000; ++i) {
    const std::string first = forename(random);
    const std::string last = surname(random);
    REQUIRE(first.size() >= 5);
    REQUIRE(last.size() >= 7);
    accent = accent || last.find('\xc3') != std::string::npos;
    apostrophe = apostrophe || last.find('\'') != std::string::npos;
    hyphen = hyphen || last.find('-') != std::string::npos;
  }
  REQUIRE(accent);
  REQUIRE(apostrophe);
  REQUIRE(hyphen);
}

TEST_CASE("a made-up postcode has a postcode's shape") {
  Random random(12);
  for (int i = 0; i < 2000; ++i) {
    const std::string code = postcode(random);
    REQUIRE(postcode_in(code) == code);
  }
}

TEST_CASE("a person's id fits the standard and is unlike any other number") {
  std::set<std::string> known;
  for (Key key = 1; key <= 100000; ++key) {
    const std::string id = person_identifier(key);
    REQUIRE(fits(id, Form::child_id));
    REQUIRE(id.size() == 9);
    REQUIRE(id.substr(0, 2) == "KX");
    REQUIRE(known.insert(id).second);
  }
}

TEST_CASE("brothers and sisters share home, referral and worker") {
  const Tables tables{Council(settings_for(300))};
  const Rows homes = tables["ssd_address"];
  const Rows episodes = tables["ssd_cin_episodes"];
  std::map<std::string, std::set<std::string>> people_at;
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> referrals_of;
  for (std::size_t i = 0; i < homes.size(); ++i) {
    if (homes.at(i, "addr_address_end_date")) continue;
    people_at[*homes.at(i, "addr_address_json")].insert(*homes.at(i, "addr_person_id"));
  }
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    referrals_of[*episodes.at(i, "cine_person_id")].emplace_back(
        *episodes.at(i, "cine_referral_date"), *episodes.at(i, "cine_referral_worker_id"));
  }
  std::size_t households = 0;
  for (const auto& [home, people] : people_at) {
    if (people.size() < 2) continue;
    ++households;
    const auto& shared = referrals_of.at(*people.begin()).back();
    for (const auto& person : people) CHECK(referrals_of.at(person).back() == shared);
  }
  REQUIRE(households > 20);
}

}  // namespace dataflow::synthetic
