#include "agent/flow/brake.h"

#include <fmt/format.h>

#include "agent/ledger/held_runs.h"
#include "tests/flow/desk.h"

using namespace dataflow;

namespace {

constexpr int kChildren = 60;

/// Children 1 to kChildren, each with an episode and a plan; `of` may leave out, rename or change.
struct Night {
  int children = kChildren;
  int plans = kChildren;
  int changed = 0;  ///< so many bear another name
  std::string child_ids = "X";
  std::string plan_ids = "P";
  int extra = 0;  ///< so many more are new

  [[nodiscard]] mapping::SmallSource content() const {
    std::vector<std::string> persons;
    std::vector<std::string> episodes;
    std::vector<std::string> all_plans;
    for (int i = 1; i <= children + extra; ++i) {
      const int number = i <= children ? i : 1000 + i;
      const std::string id = fmt::format("{}{}", child_ids, number);
      persons.push_back(fmt::format("{}|{}{}|-", id, i <= changed ? "Other" : "Name", number));
      episodes.push_back(fmt::format("E{}|{}|2026-01-01", number, id));
      if (i <= plans) all_plans.push_back(fmt::format("{}{}|E{}", plan_ids, number, number));
    }
    return small_content(persons, episodes, all_plans);
  }
};

/// A council whose every child was accepted.
class Council : public Desk {
 public:
  Council() : Desk(Night().content()) {
    REQUIRE(run());
    deliver_all();
  }

  flow::Intake tonight(const Night& night) {
    source.content = night.content();
    auto intake = take_in();
    REQUIRE(intake);
    return *intake;
  }

  /// The run is held, for these kinds of alarm; nothing waits.
  void check_held(const Night& night, const std::vector<std::string>& kinds) {
    const auto intake = tonight(night);
    std::vector<std::string> found;
    for (const auto& alarm : intake.alarms) {
      if (found.empty() || found.back() != alarm.kind) found.push_back(alarm.kind);
    }
    CHECK(found == kinds);
    CHECK(*ledger::count_waiting(ledger) == 0);
    CHECK((*ledger::newest_run(ledger, ledger::Which::any))->state == "held");
  }
};

}  // namespace

TEST_CASE("a warehouse that is empty tonight purges nobody without approval") {
  Council council;
  council.check_held({.children = 0, .plans = 0}, {"leaving", "shrunk"});
  CHECK(council.purges_waiting() == 0);
}

TEST_CASE("a warehouse that is half loaded tonight purges nobody without approval") {
  Council council;
  council.check_held({.children = kChildren / 2}, {"leaving", "shrunk"});
  CHECK(council.purges_waiting() == 0);
}

TEST_CASE("a warehouse whose plans are not loaded yet tonight purges no plan without approval") {
  Council council;
  council.check_held({.plans = 0}, {"shrunk", "changed", "flipped"});
}

TEST_CASE("a warehouse whose tables are renamed tonight purges nobody") {
  Council council;
  council.source.content = Night().content();
  council.source.content["persons_2026"] = council.source.content["person"];
  council.source.content.erase("person");
  CHECK_FALSE(council.take_in());
  CHECK(*ledger::count_waiting(council.ledger) == 0);
}

TEST_CASE("a warehouse full of new identifiers tonight purges nobody without approval") {
  Council council;
  council.check_held({.child_ids = "Y"}, {"leaving", "churned"});
  CHECK(council.purges_waiting() == 0);
}

TEST_CASE("new identifiers of plans whose content stands hold the run") {
  Council council;
  council.check_held({.plan_ids = "Q"}, {"churned", "changed", "flipped"});
}

TEST_CASE("as many children as are allowed may leave, and one more holds the run") {
  Council council;
  CHECK_FALSE(council.tonight({.children = kChildren - 5}).held());
  CHECK(council.purges_waiting() == 5);
  const auto intake = council.tonight({.children = kChildren - 6});
  REQUIRE(intake.held());
  CHECK(intake.alarms.front().kind == "leaving");
  CHECK(council.purges_waiting() == 5);
}

TEST_CASE("children who leave in small steps within a day are counted together") {
  Council council;
  CHECK_FALSE(council.tonight({.children = kChildren - 3}).held());
  council.deliver_all();
  CHECK_FALSE(council.tonight({.children = kChildren - 5}).held());
  council.deliver_all();
  const auto intake = council.tonight({.children = kChildren - 6});
  REQUIRE(intake.held());
  CHECK(intake.alarms.front().kind == "leaving");
  council.on("2026-06-02");
  CHECK_FALSE(council.tonight({.children = kChildren - 6}).held());
}

TEST_CASE("more changed children than are allowed hold the run, and the field is named") {
  Council council;
  CHECK_FALSE(council.tonight({.changed = 12}).held());
  council.deliver_all();
  const auto intake = council.tonight({.changed = 12 + 13});
  REQUIRE(intake.held());
  CHECK(intake.alarms.at(0).kind == "changed");
  CHECK(intake.alarms.at(0).measure == 13);
  CHECK(intake.alarms.at(0).allowed == 12);
  CHECK(intake.alarms.at(1).kind == "flipped");
  CHECK(intake.alarms.at(1).subject == "child_details.surname");
}

TEST_CASE("new children alone hold no run") {
  Council council;
  CHECK_FALSE(council.tonight({.extra = kChildren}).held());
}

TEST_CASE("the first run of a ledger waits for approval, and goes once it has it") {
  Desk desk(Night().content());
  desk.limits.first_send = BrakeLimits::FirstSend::approved;
  const auto first = desk.take_in();
  REQUIRE(first);
  REQUIRE(first->held());
  CHECK(first->alarms.front().kind == "first_send");
  CHECK(*ledger::count_waiting(desk.ledger) == 0);
  CHECK_FALSE(*ledger::balance_of(desk.ledger));
  REQUIRE(desk.approve(first->run));
  CHECK_FALSE(desk.take_in()->held());
  CHECK(*ledger::count_waiting(desk.ledger) == kChildren);
}

TEST_CASE("an approved run goes through, and is not asked about again") {
  Council council;
  const Night night{.children = kChildren / 2, .plans = kChildren / 2};
  const auto held = council.tonight(night);
  REQUIRE(council.approve(held.run));
  CHECK_FALSE(council.tonight(night).held());
  CHECK(council.purges_waiting() == kChildren / 2);
  council.deliver_all();
  CHECK(council.balance().remainder() == 0);
  CHECK_FALSE(council.tonight(night).held());
}

TEST_CASE("an approval covers the children that were looked at, and not others") {
  Council council;
  const auto held = council.tonight({.children = kChildren - 10});
  REQUIRE(held.held());
  REQUIRE(council.approve(held.run));
  council.check_held({.children = kChildren - 20}, {"leaving", "shrunk"});
  CHECK_FALSE(council.tonight({.children = kChildren - 12}).held());
  CHECK(council.purges_waiting() == 12);
}

TEST_CASE("an approval of one thing covers no other") {
  Council council;
  const auto held = council.tonight({.changed = 30});
  REQUIRE(council.approve(held.run));
  council.check_held({.children = kChildren - 10, .changed = 30}, {"leaving", "shrunk"});
}

TEST_CASE("an approval that was not needed lapses when the next run takes effect") {
  Council council;
  const auto held = council.tonight({.children = kChildren / 2});
  REQUIRE(council.approve(held.run));
  CHECK_FALSE(council.tonight({}).held());
  CHECK(council.tonight({.children = kChildren / 2}).held());
}

TEST_CASE("a rejected run stays without effect, and the next one is judged anew") {
  Council council;
  const Night night{.children = kChildren / 2};
  const auto held = council.tonight(night);
  REQUIRE(council.say(held.run, ledger::Verdict::Says::reject));
  CHECK_FALSE(council.approve(held.run));
  CHECK(council.tonight(night).held());
  CHECK_FALSE(council.tonight({}).held());
}

TEST_CASE("where two people must approve, one person cannot do it twice") {
  Council council;
  council.limits.approvals = 2;
  const Night night{.children = kChildren / 2};
  const auto held = council.tonight(night);
  REQUIRE(council.approve(held.run, "Ada"));
  CHECK(council.tonight(night).held());
  CHECK_FALSE(council.approve(held.run, " ada "));
  REQUIRE(council.approve(held.run, "Grace"));
  CHECK_FALSE(council.tonight(night).held());
}

TEST_CASE("a verdict needs a held run, a name and a reason") {
  Council council;
  CHECK_FALSE(council.approve(1));
  CHECK_FALSE(council.approve(99));
  const auto held = council.tonight({.children = 0});
  CHECK_FALSE(council.approve(held.run, "  "));
  CHECK_FALSE(ledger::give_verdict(council.ledger, held.run,
                                   {ledger::Verdict::Says::approve, "Ada", " ", ""}, kNow));
}

TEST_CASE("what the brake says and what was decided stays in the ledger and in the audit trail") {
  Council council;
  const auto held = council.tonight({.children = 0});
  REQUIRE(council.approve(held.run));
  const auto kept = ledger::held_run(council.ledger, held.run);
  REQUIRE(kept);
  REQUIRE(kept->has_value());
  CHECK((*kept)->alarms == held.alarms);
  CHECK((*kept)->verdicts.at(0).by == "Ada");
  auto select = council.ledger.database().prepare(
      "SELECT group_concat(event) FROM audit WHERE event IN ('held', 'approved')");
  REQUIRE(select->step() == sqlite::Step::row);
  CHECK(select->text(0) == "held,approved");
}

TEST_CASE("no alarm names a child or holds a value") {
  Council council;
  for (const Night& night : {Night{.children = 3}, Night{.changed = 30}, Night{.child_ids = "Y"}}) {
    for (const auto& alarm : council.tonight(night).alarms) {
      CHECK(alarm.says.find("Name") == std::string::npos);
      CHECK(alarm.says.find('X') == std::string::npos);
      CHECK(alarm.says.find('Y') == std::string::npos);
    }
  }
  CHECK(council.log.text().find("Name") == std::string::npos);
}
