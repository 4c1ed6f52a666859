#include "agent/standard/personal.h"

#include <catch2/catch.hpp>

#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::standard;

TEST_CASE("a mask shows the first character and is always as long") {
  CHECK(masked("Ann") == "A•••");
  CHECK(masked("Bartholomew") == "B•••");
  CHECK(masked("Zoë") == "Z•••");
  CHECK(masked("Élodie") == "É•••");
  CHECK(masked("").empty());
}

TEST_CASE(
    "names, identifiers, postcodes and dates of birth are personal, codes and dates are not") {
  const auto standard = shipped_standard();
  std::string personal;
  for (const auto& path : standard.paths()) {
    if (is_personal(*standard.find(path)) && path.find("[]") == std::string::npos) {
      personal += path + "\n";
    }
  }
  CHECK(personal ==
        "child_details.date_of_birth\nchild_details.expected_date_of_birth\n"
        "child_details.first_name\nchild_details.former_unique_pupil_number\n"
        "child_details.postcode\nchild_details.surname\nchild_details.unique_pupil_number\n"
        "la_child_id\nmis_child_id\n");
  CHECK(is_personal(*standard.find("social_care_episodes[].social_care_episode_id")));
  CHECK_FALSE(is_personal(*standard.find("social_care_episodes[].referral_date")));
}
