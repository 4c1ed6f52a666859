// The collection window rolls on 1 April: what has left it is not what has left the source.
#include "tests/flow/desk.h"

using namespace dataflow;

namespace {

constexpr char kWindowMapping[] = R"(
mapping: window
says: Persons with an episode in the window.
standard: dfe-csc
window: {months_back: 24, begins_on: 04-01, days_ahead: 1}
cohort:
  from: person
  child: id
  belongs:
    - rule: window
      says: No episode in the window.
      when: EXISTS (SELECT 1 FROM episode AS e WHERE e.person = person.id AND in_window(e.referred))
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details: {from: person, child: id, fields: {surname: name}}
  social_care_episodes:
    from: episode
    child: person
    where: in_window(referred)
    fields: {social_care_episode_id: id, referral_date: referred}
)";

const std::vector<std::string> kThree = {"X1|Name|-", "X2|Name|-", "X3|Name|-"};
const std::vector<std::string> kEpisodes = {"E1|X1|2024-05-10", "E2|X2|2024-05-10",
                                            "E3|X2|2026-01-10", "E4|X3|2026-01-10"};

/// On 31 March everybody was accepted, in the window from 1 April 2024. On 1 April it begins in
/// 2025.
class Rolled : public Desk {
 public:
  explicit Rolled(WindowRoll roll) : Desk(small_content(kThree, kEpisodes), kWindowMapping) {
    window_roll = roll;
    on("2027-03-31");
    REQUIRE(run());
    deliver_all();
    on("2027-04-01");
  }

  /// From now on the source lacks these.
  void lose(const std::string& person, const std::string& episode) {
    const auto without = [](std::vector<std::string> rows, const std::string& id) {
      std::erase_if(rows, [&](const std::string& row) { return row.starts_with(id + "|"); });
      return rows;
    };
    source.content = small_content(without(kThree, person), without(kEpisodes, episode));
  }

  /// A run, and what is sent because of it.
  std::string sent() {
    REQUIRE(run());
    return deliver_all();
  }
};

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a child and an episode that leave the window stay at the endpoint") {
  Rolled desk(WindowRoll::keep);
  const std::string sent = desk.sent();
  CHECK_FALSE(says(sent, "X1"));
  CHECK(says(sent, R"("la_child_id":"X2")"));  // its document is shorter now
  CHECK_FALSE(says(sent, "E2"));
  CHECK_FALSE(says(sent, R"("purge":true)"));
  CHECK(desk.balance().past == 1);
  CHECK(desk.balance().leaving == 0);
  CHECK(desk.balance().remainder() == 0);
  desk.on("2027-04-02");
  CHECK(desk.sent().empty());
  CHECK(desk.balance().past == 1);
}

TEST_CASE("what has left the window and then leaves the source is purged") {
  Rolled desk(WindowRoll::keep);
  static_cast<void>(desk.sent());
  desk.on("2027-04-02");
  desk.lose("X1", "E2");
  const std::string sent = desk.sent();
  CHECK(says(sent, R"({"la_child_id":"X1","purge":true})"));
  CHECK(says(sent, R"({"purge":true,"social_care_episode_id":"E2"})"));
  CHECK(desk.balance().past == 0);
  desk.on("2027-04-03");
  CHECK(desk.sent().empty());
}

TEST_CASE(
    "an episode that leaves the source on the day of the roll is purged, the others are not") {
  Rolled desk(WindowRoll::keep);
  desk.lose("", "E4");
  desk.source.content["episode"].push_back("E5|X3|2026-02-10");
  const std::string sent = desk.sent();
  CHECK(says(sent, R"({"purge":true,"social_care_episode_id":"E4"})"));
  CHECK_FALSE(says(sent, "E1"));
  CHECK_FALSE(says(sent, "E2"));
}

TEST_CASE("an old item that cannot be read deletes none of the others") {
  Rolled desk(WindowRoll::keep);
  desk.source.content["episode"].push_back("|X2|2024-06-01");  // without an identifier
  CHECK_FALSE(says(desk.sent(), R"("purge":true)"));
  desk.on("2027-04-02");
  CHECK(desk.sent().empty());
  desk.source.content["episode"].pop_back();
  desk.lose("", "E2");
  CHECK(says(desk.sent(), R"({"purge":true,"social_care_episode_id":"E2"})"));
}

TEST_CASE("a child who comes back into the window is in scope again") {
  Rolled desk(WindowRoll::keep);
  static_cast<void>(desk.sent());
  desk.on("2027-04-02");
  desk.source.content["episode"].push_back("E6|X1|2027-04-01");
  CHECK(says(desk.sent(), R"("social_care_episode_id":"E6")"));
  CHECK(desk.balance().past == 0);
  CHECK(desk.balance().accepted == 3);
}

TEST_CASE("where the setting says purge, what leaves the window is purged as if it were gone") {
  Rolled desk(WindowRoll::purge);
  const std::string sent = desk.sent();
  CHECK(says(sent, R"({"la_child_id":"X1","purge":true})"));
  CHECK(says(sent, R"({"purge":true,"social_care_episode_id":"E2"})"));
  CHECK(desk.balance().past == 0);
}
