#include "agent/flow/intake.h"

#include <catch2/catch.hpp>

#include "tests/flow/desk.h"

using namespace dataflow;

TEST_CASE("the first run sends everybody, the second nobody, a changed value one child") {
  Desk desk(small_content({"X1|Ann|-", "X2|Bob|-", "X3|Cleo|Y"}));
  REQUIRE(desk.run()->fresh == 2);
  desk.deliver_all();
  const auto second = desk.run();
  CHECK(second->unchanged == 2);
  CHECK(second->fresh + second->changed + second->leaving + second->held == 0);
  CHECK(desk.deliver_all().empty());
  desk.source.content = small_content({"X1|Ann|-", "X2|Rob|-", "X3|Cleo|Y"});
  CHECK(desk.run()->changed == 1);
  CHECK(desk.deliver_all() ==
        "{\"child_details\":{\"purge\":false,\"surname\":\"Rob\"},\"la_child_id\":\"X2\","
        "\"purge\":false}\n");
}

TEST_CASE("a child that leaves is purged, and a plan that leaves is purged inside its episode") {
  Desk desk(small_content({"X1|Ann|-", "X2|Bob|-"}, {"E1|X1|2026-01-01"}, {"P1|E1", "P2|E1"}));
  static_cast<void>(desk.run());
  desk.deliver_all();
  desk.source.content = small_content({"X1|Ann|-"}, {"E1|X1|2026-01-01"}, {"P2|E1"});
  REQUIRE(desk.run()->leaving == 1);
  CHECK(desk.deliver_all() ==
        "{\"la_child_id\":\"X2\",\"purge\":true}\n"
        "{\"child_details\":{\"purge\":false,\"surname\":\"Ann\"},\"la_child_id\":\"X1\","
        "\"purge\":false,\"social_care_episodes\":[{\"child_in_need_plans\":["
        "{\"child_in_need_plan_id\":\"P2\",\"purge\":false},"
        "{\"child_in_need_plan_id\":\"P1\",\"purge\":true}],\"purge\":false,"
        "\"referral_date\":\"2026-01-01\",\"social_care_episode_id\":\"E1\"}]}\n");
  CHECK(desk.run()->leaving == 0);
  CHECK(desk.balance().accepted == 1);
  CHECK(desk.balance().remainder() == 0);
}

TEST_CASE("a child is purged when it was missing on so many days, and not for as many runs") {
  Desk desk(small_content({"X1|Ann|-", "X2|Bob|-"}));
  desk.purge_after_days = 2;
  REQUIRE(desk.run());
  desk.deliver_all();
  desk.source.content = small_content({"X1|Ann|-"});
  for (int run = 0; run < 3; ++run) {
    const auto figures = desk.run();
    CHECK(figures->absent == 1);
    CHECK(figures->leaving == 0);
  }
  CHECK(desk.deliver_all().empty());
  CHECK(desk.balance().remainder() == 0);
  CHECK(desk.balance().leaving == 1);
  desk.on("2026-06-02");
  CHECK(desk.run()->leaving == 1);
  CHECK(desk.deliver_all() == "{\"la_child_id\":\"X2\",\"purge\":true}\n");
  CHECK(desk.balance().leaving == 0);
}

TEST_CASE("a child that is back after a day counts its absence from the start") {
  Desk desk(small_content({"X1|Ann|-", "X2|Bob|-"}));
  desk.purge_after_days = 2;
  REQUIRE(desk.run());
  desk.deliver_all();
  for (const char* day : {"2026-06-02", "2026-06-04", "2026-06-06"}) {
    desk.on(day);
    desk.source.content = small_content({"X1|Ann|-"});
    CHECK(desk.run()->absent == 1);
    desk.source.content = small_content({"X1|Ann|-", "X2|Bob|-"});
    CHECK(desk.run()->unchanged == 2);
  }
  CHECK(desk.deliver_all().empty());
  CHECK(desk.balance().accepted == 2);
}

TEST_CASE("one bad child is held with a reason and the others go") {
  Desk desk(small_content({"X1|Ann|-", "X-2|Bob|-", "-|Nameless|-", "X3|Cleo|Y"}));
  const auto run = desk.run();
  CHECK(run->fresh == 1);
  CHECK(run->held == 2);
  desk.deliver_all();
  const auto balance = desk.balance();
  CHECK(balance.considered == 4);
  CHECK(balance.accepted == 1);
  CHECK(balance.held == 2);
  CHECK(balance.excluded_total() == 1);
  CHECK(balance.remainder() == 0);
  CHECK(ledger::count_holds(desk.ledger)->at(0).rule == "F01");
}

TEST_CASE("persons without an identifier are one finding about the council, with their number") {
  Desk desk(small_content({"X1|Ann|-", "-|Nameless|-"}));
  REQUIRE(desk.run());
  CHECK(desk.findings().empty());
  desk.judge_by("8500");
  REQUIRE(desk.run());
  CHECK(desk.findings() ==
        " 8500 hold: 1 person of the cohort has no identifier and cannot be sent.\n");
  desk.source.content = small_content({"X1|Ann|-", "-|Bob|-", "-|Cleo|-", "-|Dot|-", "-|Eve|Y"});
  REQUIRE(desk.run());
  CHECK(desk.findings() ==
        " 8500 hold: 3 persons of the cohort have no identifier and cannot be sent.\n");
  desk.source.content = small_content({"X1|Ann|-"});
  REQUIRE(desk.run());
  CHECK(desk.findings().empty());
}

TEST_CASE("a held child is not purged, and goes on when it is mended") {
  Desk desk(small_content({"X1|Ann|-"}, {"E1|X1|2026-01-01"}));
  static_cast<void>(desk.run());
  desk.deliver_all();
  desk.source.content = small_content({"X1|Ann|-"}, {"E.1|X1|2026-01-01"});
  CHECK(desk.run()->held == 1);
  CHECK(desk.deliver_all().empty());
  CHECK(desk.balance().held == 1);
  desk.source.content = small_content({"X1|Ann|-"}, {"E1|X1|2026-01-01"});
  CHECK(desk.run()->unchanged == 1);
  CHECK(desk.balance().accepted == 1);
}

TEST_CASE("a source that cannot be read changes nothing") {
  Desk desk(small_content({"X1|Ann|-"}));
  static_cast<void>(desk.run());
  desk.deliver_all();
  desk.source.failure = Error{Remedy::wait, "cms.db", "It is locked.", ""};
  const auto run = desk.run();
  REQUIRE_FALSE(run);
  CHECK(run.error().remedy == Remedy::wait);
  CHECK(desk.balance().accepted == 1);
  CHECK((*ledger::newest_run(desk.ledger, ledger::Which::any))->state == "waiting");
}

TEST_CASE("a mapping that does not fit the source is an error before a row is read") {
  Desk desk(small_content({"X1|Ann|-"}));
  desk.source.content.erase("plan");
  const auto run = desk.run();
  REQUIRE_FALSE(run);
  CHECK(run.error().what.find("The source has no table 'plan'") != std::string::npos);
  CHECK(desk.source.reads == 0);
}

TEST_CASE("the log of a run holds no value of a child") {
  Desk desk(small_content({"X1PLANTED|Brackwenth|-", "X-PLANTED2|Thornwaith|-"}));
  static_cast<void>(desk.run());
  desk.source.content = small_content({});
  CHECK(desk.take_in()->held());
  CHECK_FALSE(desk.log.text().empty());
  for (const char* value : {"PLANTED", "Brackwenth", "Thornwaith"}) {
    CHECK(desk.log.text().find(value) == std::string::npos);
  }
}

TEST_CASE("a faulty file of corrections fails the run before anything is read") {
  Desk desk(small_content({"X1|A|-"}));
  const TemporaryFolder folder;
  desk.corrections = folder.write("c.csv", "child,path\nX1,\n");
  const auto run = desk.run();
  REQUIRE_FALSE(run);
  CHECK(run.error().remedy == Remedy::stop);
  CHECK(desk.source.reads == 0);
  const auto newest = ledger::newest_run(desk.ledger, ledger::Which::any);
  REQUIRE(newest);
  CHECK((*newest)->state == "failed");
}

TEST_CASE("a correction is in what waits, and its finding in the ledger") {
  Desk desk(small_content({"X1|A|-"}));
  const TemporaryFolder folder;
  desk.corrections = folder.write("c.csv",
                                  "child,path,action,value,reason,by,from,until\n"
                                  "X1,child_details.surname,set,Corrected,made up,Somebody,"
                                  "2026-01-01,2026-12-31\n");
  REQUIRE(desk.run());
  CHECK_THAT(desk.deliver_all(), Catch::Contains(R"("surname":"Corrected")"));
  CHECK_THAT(desk.findings(), Catch::Contains("X1 C02"));
}
