#include "agent/flow/reconcile.h"

#include <catch2/catch.hpp>

using namespace dataflow;
using namespace dataflow::flow;

namespace {

const Digest kOld = sha256("old");
const Digest kNew = sha256("new");

Record record(const Digest& digest) {
  Record made;
  made.child = "X1";
  made.document = "{}";
  made.digest = digest;
  return made;
}

Record held() {
  Record made;
  made.findings = {{"F01", Weight::hold, "la_child_id", "No."}};
  return made;
}

ledger::ChildState accepted(const Digest& digest) {
  ledger::ChildState state;
  state.in_scope = true;
  state.accepted = digest;
  return state;
}

ledger::ChildState waiting(const Digest& digest) {
  ledger::ChildState state;
  state.in_scope = true;
  state.waiting = digest;
  return state;
}

const Day kToday = *Day::parse("2026-06-02");

/// Where one day without a child is enough.
Decision verdict(const Record* record, const ledger::ChildState* state) {
  return decide(record, state, {1, kToday});
}

}  // namespace

TEST_CASE("a child the ledger does not know is sent") {
  const auto fresh = record(kNew);
  CHECK(verdict(&fresh, nullptr) == Decision{Found::fresh, Step::send});
}

TEST_CASE("a child whose document was accepted is left alone") {
  const auto same = record(kOld);
  const auto state = accepted(kOld);
  CHECK(verdict(&same, &state) == Decision{Found::unchanged, Step::none});
}

TEST_CASE("a child whose document differs from the accepted one is sent") {
  const auto changed = record(kNew);
  const auto state = accepted(kOld);
  CHECK(verdict(&changed, &state) == Decision{Found::changed, Step::send});
}

TEST_CASE("a document that waits already is not kept twice") {
  const auto same = record(kNew);
  const auto state = waiting(kNew);
  CHECK(verdict(&same, &state) == Decision{Found::fresh, Step::none});
}

TEST_CASE("a child that changes back to what was accepted needs no delivery any more") {
  const auto back = record(kOld);
  auto state = accepted(kOld);
  state.waiting = kNew;
  CHECK(verdict(&back, &state) == Decision{Found::unchanged, Step::rest});
}

TEST_CASE("a child that changes back after an unanswered delivery is sent all the same") {
  const auto back = record(kOld);
  auto state = accepted(kOld);
  state.waiting = kNew;
  state.in_doubt = true;
  CHECK(verdict(&back, &state) == Decision{Found::unchanged, Step::send});
}

TEST_CASE("a child that leaves is purged when the endpoint may hold it, and forgotten otherwise") {
  const auto known = accepted(kOld);
  CHECK(verdict(nullptr, &known) == Decision{Found::leaving, Step::purge});
  auto doubtful = waiting(kNew);
  CHECK(verdict(nullptr, &doubtful) == Decision{Found::leaving, Step::forget});
  doubtful.in_doubt = true;
  CHECK(verdict(nullptr, &doubtful) == Decision{Found::leaving, Step::purge});
}

TEST_CASE("a purge that waits already is not kept twice") {
  auto state = accepted(kOld);
  state.in_scope = false;
  state.waiting = kNew;
  state.waiting_purge = true;
  CHECK(verdict(nullptr, &state) == Decision{Found::leaving, Step::none});
}

TEST_CASE("a child that returns before its purge was sent needs no purge") {
  auto state = accepted(kOld);
  state.in_scope = false;
  state.waiting = kNew;
  state.waiting_purge = true;
  const auto same = record(kOld);
  CHECK(verdict(&same, &state) == Decision{Found::unchanged, Step::rest});
}

TEST_CASE("a child with a holding finding is held, known or not") {
  const auto bad = held();
  const auto state = accepted(kOld);
  CHECK(verdict(&bad, nullptr) == Decision{Found::held, Step::hold});
  CHECK(verdict(&bad, &state) == Decision{Found::held, Step::hold});
}

TEST_CASE("a held child that is mended goes on where it was") {
  auto state = accepted(kOld);
  state.held = true;
  const auto same = record(kOld);
  const auto changed = record(kNew);
  CHECK(verdict(&same, &state) == Decision{Found::unchanged, Step::rest});
  CHECK(verdict(&changed, &state) == Decision{Found::changed, Step::send});
}

TEST_CASE("a document the endpoint refused goes again only when its content changes") {
  auto state = accepted(kOld);
  state.held = true;
  state.refused = kNew;
  const auto same = record(kNew);
  const auto other = record(sha256("newer"));
  CHECK(verdict(&same, &state) == Decision{Found::held, Step::none});
  CHECK(verdict(&other, &state) == Decision{Found::changed, Step::send});
}

TEST_CASE("a child must be missing on as many days in a row as the council wants") {
  auto state = accepted(kOld);
  const auto missing = [&](const char* today) {
    return decide(nullptr, &state, {3, *Day::parse(today)});
  };
  CHECK(missing("2026-06-02") == Decision{Found::absent, Step::miss});
  state.in_scope = false;
  state.absences = 1;
  state.absent_on = Day::parse("2026-06-02");
  CHECK(missing("2026-06-02") == Decision{Found::absent, Step::none});
  CHECK(missing("2026-06-03") == Decision{Found::absent, Step::miss});
  state.absences = 2;
  state.absent_on = Day::parse("2026-06-03");
  CHECK(missing("2026-06-03") == Decision{Found::absent, Step::none});
  CHECK(missing("2026-06-04") == Decision{Found::leaving, Step::purge});
}

TEST_CASE("a missing child of whom the endpoint holds nothing is forgotten at once") {
  const auto state = waiting(kNew);
  CHECK(decide(nullptr, &state, {3, kToday}) == Decision{Found::leaving, Step::forget});
}

TEST_CASE("a child that is back is in scope again, whatever waits or was refused") {
  auto state = accepted(kOld);
  state.in_scope = false;
  state.absences = 1;
  const auto same = record(kOld);
  const auto newer = record(kNew);
  CHECK(verdict(&same, &state) == Decision{Found::unchanged, Step::rest});
  state.waiting = kNew;
  CHECK(verdict(&newer, &state) == Decision{Found::changed, Step::see});
  state.refused = kNew;
  CHECK(verdict(&newer, &state) == Decision{Found::held, Step::see});
}
