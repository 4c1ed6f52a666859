// What the agent does besides its runs: it keeps nothing for longer than asked, sends again what
// somebody asks for, and does not fill the disk.
#include "agent/ledger/accepted_documents.h"
#include "agent/ledger/audit.h"
#include "agent/ledger/replay.h"
#include "agent/ledger/retention.h"
#include "tests/flow/desk.h"

using namespace dataflow;

namespace {

using Which = ledger::ReplayScope::Which;

mapping::SmallSource ten_persons(const std::string& name = "Name") {
  std::vector<std::string> persons;
  for (int i = 0; i < 10; ++i) persons.push_back("X" + std::to_string(i) + "|" + name + "|-");
  return small_content(persons);
}

std::string accepted_of(const Desk& desk, const std::string& child) {
  return (*ledger::AcceptedDocuments::open(desk.ledger)->of(child)).value_or("nothing");
}

std::int64_t lines_in(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

std::string newest_entry(const Desk& desk) {
  std::string text;
  REQUIRE(ledger::each_entry(desk.ledger, "", [&](const ledger::AuditEntry& entry) {
    text = entry.event + "|" + entry.child + "|" + entry.detail;
  }));
  return text;
}

}  // namespace

TEST_CASE("an accepted document is erased after its days, and nothing else of it") {
  Desk desk(ten_persons());
  REQUIRE(desk.run());
  desk.deliver_all();
  const auto erase = [&](int days) {
    return ledger::erase_old(desk.ledger, {90, 400}, kNow + std::chrono::hours(24 * days));
  };
  CHECK(erase(89)->documents == 0);
  CHECK(accepted_of(desk, "X3").find("Name") != std::string::npos);
  CHECK(erase(91)->documents == 10);
  CHECK(erase(92)->documents == 0);
  CHECK(accepted_of(desk, "X3").empty());
  CHECK(newest_entry(desk) == "erased||10 accepted documents older than 90 days");
  // The digest is still known, so nothing is sent; a change is, and the brake can live without.
  const auto again = desk.run();
  REQUIRE(again);
  CHECK(again->unchanged == 10);
  desk.limits.changed = {100, 100};
  desk.source.content = ten_persons("Other");
  REQUIRE(desk.run());
  CHECK(lines_in(desk.deliver_all()) == 10);
}

TEST_CASE("old runs are erased with all that hangs on them, and the newest stays") {
  Desk desk(ten_persons());
  REQUIRE(desk.run());
  desk.deliver_all();
  desk.source.content = small_content({});
  const auto held = desk.take_in();
  REQUIRE(held);
  REQUIRE(held->held());
  desk.source.content = ten_persons();
  REQUIRE(desk.run());
  const auto count = [&](const std::string& table) {
    auto select = desk.ledger.database().prepare("SELECT count(*) FROM " + table);
    REQUIRE(select->step() == sqlite::Step::row);
    return select->integer(0);
  };
  CHECK(count("held_purge") == 0);  // decided: nobody needs to know any more who it would have been
  CHECK(count("alarm") > 0);
  const auto later = SystemClock().now() + std::chrono::hours(24 * 31);
  CHECK(ledger::erase_old(desk.ledger, {36'500, 30}, later)->runs == 2);
  CHECK(count("run") == 1);
  CHECK(count("alarm") == 0);
  CHECK(count("delivery") == 1);
  CHECK(desk.balance().remainder() == 0);
}

TEST_CASE(
    "what was accepted goes again for one child, for a day, or for all, and the brake knows") {
  Desk desk(ten_persons());
  REQUIRE(desk.run());
  desk.deliver_all();
  const auto again = [&](const ledger::ReplayScope& scope) {
    REQUIRE(ledger::replay(desk.ledger, scope, {"Ada", "The endpoint lost it."}, kNow));
    const auto run = desk.run();
    REQUIRE(run);
    CHECK(run->unchanged == 10);
    return lines_in(desk.deliver_all());
  };
  CHECK(again({Which::child, "X4"}) == 1);
  CHECK(again({Which::child, "nobody"}) == 0);
  CHECK(again({Which::day, rfc3339(kNow).substr(0, 10)}) == 10);
  CHECK(again({Which::day, "2020-01-01"}) == 0);
  CHECK(again({Which::all, ""}) == 10);
  CHECK_FALSE(ledger::replay(desk.ledger, {Which::all, ""}, {" ", "Why."}, kNow));
  CHECK_FALSE(ledger::replay(desk.ledger, {Which::all, ""}, {"Ada", ""}, kNow));
  REQUIRE(ledger::replay(desk.ledger, {Which::child, "X4"}, {"Ada", "Why."}, kNow));
  CHECK(newest_entry(desk) == "replayed|X4|one child, 1 children, by Ada: Why.");
}

TEST_CASE("the trail says by which mapping a run was made, once, and which purge was accepted") {
  Desk desk(ten_persons());
  REQUIRE(desk.run());
  desk.deliver_all();
  desk.source.content["person"].erase(desk.source.content["person"].begin() + 4);  // X3
  desk.on("2026-06-02");
  REQUIRE(desk.run());
  desk.deliver_all();
  std::string mapped;
  std::string purged;
  REQUIRE(ledger::each_entry(desk.ledger, "", [&](const ledger::AuditEntry& entry) {
    if (entry.event == ledger::kMapped) mapped += entry.detail + "\n";
    if (entry.event == ledger::kPurged) purged += entry.child + " " + entry.detail + "\n";
  }));
  CHECK(mapped.find("mapping small sha-256 ") == 0);
  CHECK(lines_in(mapped) == 1);
  CHECK(purged == "X3 by delivery 2\n");
}

TEST_CASE("a nearly full disk pauses the reading of the source, and space lets it go on") {
  Desk desk(ten_persons());
  desk.disk = {2'000'000'000, 0};
  const auto paused = desk.take_in();
  REQUIRE_FALSE(paused);
  CHECK(paused.error().remedy == Remedy::wait);
  CHECK(paused.error().what.find("the source is not read") != std::string::npos);
  CHECK(desk.source.reads == 0);
  desk.disk = {0, 0};
  CHECK(desk.run());
}
