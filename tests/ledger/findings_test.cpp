// Findings as the ledger keeps them from run to run.
#include "agent/ledger/findings.h"

#include <catch2/catch.hpp>

#include "agent/ledger/settlement.h"
#include "tests/ledger_key.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::ledger;

namespace {

constexpr Instant kMorning{std::chrono::milliseconds(1'780'000'000'000)};

class FindingBook {
 public:
  void settle(const char* day, const std::vector<ChildFinding>& findings,
              const std::vector<ChildGroup>& groups = {}) {
    const auto run = begin_run(ledger_, *Day::parse(day), kMorning);
    REQUIRE(run);
    REQUIRE(ledger::settle(ledger_, *run, {{}, {}, findings, groups, {}}, kMorning));
  }

  /// "child rule place first_seen last_seen source row" of each.
  std::string standing(const std::string& rule = "") {
    std::string lines;
    REQUIRE(each_finding(ledger_, rule, [&](const StandingFinding& standing) {
      const auto& finding = standing.finding;
      lines += standing.child + " " + finding.rule + " " + finding.place + " " +
               standing.first_seen + " " + standing.last_seen + " " + finding.source + " " +
               finding.row + "\n";
    }));
    return lines;
  }

  std::string counts() {
    std::string lines;
    const auto counts = count_findings(ledger_);
    REQUIRE(counts);
    for (const auto& count : *counts) {
      lines += count.rule + " " + std::to_string(count.findings) + " " +
               std::to_string(count.children) + " " + std::to_string(count.before) + "\n";
    }
    return lines;
  }

  Ledger& ledger() { return ledger_; }

 private:
  TemporaryFolder folder_;
  Ledger ledger_ = *Ledger::open(folder_.path() / "agent.db", "846", made_up_key());
};

ChildFinding found(const char* child, const char* rule, const char* place) {
  return {child, {rule, Weight::warn, place, "It is wrong.", place, "t.c", "t.id = 7"}};
}

}  // namespace

TEST_CASE("a finding keeps the day it was first seen, and goes when it is not found again") {
  FindingBook book;
  book.settle("2026-06-01", {found("X1", "F03", "a"), found("X2", "F03", "b")});
  book.settle("2026-06-02", {found("X2", "F03", "b"), found("X2", "F04", "c")});
  CHECK(book.standing() ==
        "X2 F03 b 2026-06-01 2026-06-02 t.c t.id = 7\n"
        "X2 F04 c 2026-06-02 2026-06-02 t.c t.id = 7\n");
  CHECK(book.standing("F04") == "X2 F04 c 2026-06-02 2026-06-02 t.c t.id = 7\n");
  book.settle("2026-06-03", {});
  CHECK(book.standing().empty());
}

TEST_CASE("rules are counted beside the last run of an earlier day") {
  FindingBook book;
  book.settle("2026-06-01", {found("X1", "F03", "a")});
  book.settle("2026-06-01",
              {found("X1", "F03", "a"), found("X1", "F03", "b"), found("", "2886Q", "")});
  book.settle("2026-06-02", {found("X1", "F03", "a"), found("X1", "F04", "a")});
  CHECK(book.counts() == "F03 1 1 2\nF04 1 1 0\n2886Q 0 0 1\n");
}

TEST_CASE("findings are counted by the group of their child") {
  FindingBook book;
  book.settle("2026-06-01",
              {found("X1", "F03", "a"), found("X1", "F03", "b"), found("X2", "F03", "a"),
               found("X3", "F04", "a"), found("", "2886Q", "")},
              {{"X1", "team", "North"}, {"X2", "team", "North"}, {"X3", "worker", "W1"}});
  const auto counts = count_findings_by(book.ledger(), "team");
  REQUIRE(counts);
  REQUIRE(counts->size() == 2);
  CHECK((*counts)[0].group.empty());
  CHECK((*counts)[0].rule == "F04");
  CHECK((*counts)[1].group == "North");
  CHECK((*counts)[1].findings == 3);
  CHECK((*counts)[1].children == 2);
}

TEST_CASE("what a local correction does is in the audit trail, once while it stands") {
  FindingBook book;
  book.settle("2026-06-01", {found("X1", "C02", "a"), found("X1", "F03", "a")});
  book.settle("2026-06-02", {found("X1", "C02", "a"), found("X2", "C01", "")});
  auto select = book.ledger().database().prepare(
      "SELECT event, child, detail FROM audit WHERE event = 'corrected'");
  REQUIRE(select);
  std::string lines;
  while (select->step() == sqlite::Step::row) {
    for (int column = 0; column < 3; ++column) lines += std::string(select->text(column)) + "|";
  }
  CHECK(lines == "corrected|X1|C02 a|corrected|X2|C01 |");
}
