// What a run does about a source that changed, or that is not ready.
#include <catch2/catch.hpp>

#include "agent/ledger/source_memory.h"
#include "tests/flow/desk.h"
#include "tests/shown_result.h"

namespace dataflow {

namespace {

constexpr char kCodedMapping[] = R"(
mapping: coded
says: Persons with a sex and an ethnicity.
standard: dfe-csc
cohort: {from: person, child: id}
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details:
    {from: person, child: id, fields: {surname: name, sex: sex, ethnicity: ethnicity}}
)";

constexpr int kChildren = 48;

/// A row of each child, with a sex that depends on its number.
template <class Sex>
mapping::SmallSource persons(Sex sex, const std::string& more = "") {
  mapping::SmallSource content = {{"person", {"id|name|sex|ethnicity" + more}}};
  for (int i = 10; i < 10 + kChildren; ++i) {
    const std::string number = std::to_string(i);
    content["person"].push_back("X" + number + "|Name" + number + "|" + sex(i) + "|WBRI" +
                                (more.empty() ? "" : "|-"));
  }
  return content;
}

std::string usual(int i) {
  return i % 2 == 0 ? "F" : "M";
}

/// A council of which everybody was accepted, on the day after.
class Known : public Desk {
 public:
  Known() : Desk(persons(usual), kCodedMapping) {
    REQUIRE(run());
    deliver_all();
    on("2026-06-02");
  }

  std::string council_findings() {
    std::string lines;
    REQUIRE(ledger::each_finding(ledger, "", [&](const ledger::StandingFinding& standing) {
      if (standing.child.empty())
        lines += standing.finding.rule + " " + standing.finding.what + "\n";
    }));
    return lines;
  }
};

}  // namespace

TEST_CASE("a source that did not change has no finding") {
  Known council;
  CHECK(council.run()->unchanged == kChildren);
  CHECK(council.findings().empty());
}

TEST_CASE("a new column, a new code and a code that is gone are findings, and hold nobody") {
  Known council;
  council.source.content = persons([](int i) { return i == 11 ? "U" : "F"; }, "|note");
  council.limits.flipped = {1000, 100};
  council.limits.changed = {1000, 100};
  const auto figures = council.run();
  REQUIRE(figures);
  CHECK(figures->held == 0);
  CHECK(council.council_findings() ==
        "S20 The table person has new columns: note.\n"
        "S21 child_details.sex has what it never had before: U (1).\n"
        "S22 child_details.sex was often, and is no longer: M (24).\n");
  council.on("2026-06-09");  // still told a week later, and then no more
  REQUIRE(council.run());
  CHECK_FALSE(council.council_findings().empty());
  council.on("2026-06-10");
  REQUIRE(council.run());
  CHECK(council.council_findings().empty());
}

TEST_CASE(
    "codes that changed as a whole hold whoever's document would change there, and no other") {
  Known council;
  council.source.content = persons([](int i) { return i < 46 ? "9" : usual(i); });
  council.source.content["person"].push_back("X98|Newcomer|9|WBRI");
  council.source.content["person"].push_back("X99|Newcomer|-|WBRI");
  const auto held = council.run();
  REQUIRE(held);
  CHECK(held->held == 37);  // thirty-six, and a newcomer
  CHECK(held->unchanged == 12);
  CHECK(held->fresh == 1);
  CHECK(council.deliver_all().find("X99") != std::string::npos);
  CHECK(council.council_findings().find("S23 Of the 49 values of child_details.sex, 37 are") == 0);
  CHECK(council.balance().remainder() == 0);
  SECTION("for as long as they stay changed") {
    council.on("2026-06-20");
    CHECK(council.run()->held == 37);
  }
  SECTION("until they are as before") {
    council.source.content = persons(usual);
    council.source.content["person"].push_back("X99|Newcomer|-|WBRI");
    const auto figures = council.run();
    CHECK(figures->held == 0);
    CHECK(figures->unchanged == kChildren + 1);
    CHECK(council.findings().empty());
  }
  SECTION("until somebody says that they are right") {
    council.limits.flipped = {1000, 100};
    council.limits.changed = {1000, 100};
    const auto forgotten =
        ledger::forget_codes(council.ledger, "child_details.sex", "Ada", "A new list.", kNow);
    REQUIRE(forgotten);
    CHECK(*forgotten == 2);
    CHECK(council.run()->held == 0);
    CHECK(council.council_findings().empty());
    CHECK(council.run()->held == 0);
  }
}

TEST_CASE("a field that lost all its values deletes none of them at the endpoint") {
  Known council;
  council.source.content = persons([](int) { return "-"; });
  CHECK(council.run()->held == kChildren);
  CHECK(council.deliver_all().empty());
  CHECK(council.findings().find("child_details.sex had 48 values, and has none.") !=
        std::string::npos);
}

TEST_CASE("a child whose accepted document is no longer kept is held with the others") {
  Known council;
  REQUIRE(council.ledger.database().run("UPDATE document SET body = x''"));
  council.source.content = persons([](int i) { return i < 46 ? "9" : usual(i); });
  CHECK(council.run()->held == kChildren);
}

TEST_CASE("nobody's trust is noted for a field that was never seen, and none without a reason") {
  Known council;
  CHECK(*ledger::forget_codes(council.ledger, "nothing", "Ada", "A reason.", kNow) == 0);
  CHECK_FALSE(ledger::forget_codes(council.ledger, "child_details.sex", "", "A reason.", kNow));
  CHECK_FALSE(ledger::forget_codes(council.ledger, "child_details.sex", "Ada", "", kNow));
  CHECK(ledger::source_memory(council.ledger)->codes.size() == 3);
}

TEST_CASE("a run waits for a source that is not ready, and says so") {
  Known council;
  council.source.content["loads"] = {"finished", "2026-06-01 05:00:00"};
  council.terms.ready = ReadyTerms{"loads", "finished"};
  const auto run = council.run();
  REQUIRE_FALSE(run);
  CHECK(run.error().remedy == Remedy::wait);
  const auto newest = ledger::newest_run(council.ledger, ledger::Which::any);
  CHECK((*newest)->state == "waiting");
  CHECK((*newest)->error.find("last refreshed on 2026-06-01") != std::string::npos);
  CHECK(council.log.text().find("intake.waits") != std::string::npos);
  CHECK(council.balance().accepted == kChildren);
  council.source.content["loads"] = {"finished", "2026-06-02 05:00:00"};
  CHECK(council.run()->unchanged == kChildren);
}

TEST_CASE("a source that has to be newer is compared with the last run that took effect") {
  Known council;
  council.source.content["loads"] = {"finished", "2026-06-02 05:00:00"};
  council.terms.ready = ReadyTerms{"loads", "finished", ReadyTerms::Fresh::newer};
  CHECK(council.run());
  CHECK(*ledger::mark_before(council.ledger) == "2026-06-02 05:00:00");
  CHECK_FALSE(council.run());
  CHECK(*ledger::mark_before(council.ledger) == "2026-06-02 05:00:00");
  council.source.content["loads"] = {"finished", "2026-06-02 11:00:00"};
  CHECK(council.run());
}

TEST_CASE("what reading cost is kept with the run") {
  Known council;
  const auto tables = ledger::tables_before(council.ledger);
  REQUIRE(tables);
  REQUIRE(tables->size() == 1);
  CHECK(tables->front().rows == kChildren);
  CHECK(tables->front().bytes == kChildren * (3 + 6 + 1 + 4));
}

}  // namespace dataflow
