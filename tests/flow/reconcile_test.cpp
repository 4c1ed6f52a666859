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

}  // namespace

TEST_CASE("a child the ledger does not know is sent") {
  const auto fresh = record(kNew);
  CHECK(decide(&fresh, nullptr) == Decision{Found::fresh, Step::send});
}

TEST_CASE("a child whose document was accepted is left alone") {
  const auto same = record(kOld);
  const auto state = accepted(kOld);
  CHECK(decide(&same, &state) == Decision{Found::unchanged, Step::none});
}

TEST_CASE("a child whose document differs from the accepted one is sent") {
  const auto changed = record(kNew);
  const auto state = accepted(kOld);
  CHECK(decide(&changed, &state) == Decision{Found::changed, Step::send});
}

TEST_CASE("a document that waits already is not kept twice") {
  const auto same = record(kNew);
  const auto state = waiting(kNew);
  CHECK(decide(&same, &state) == Decision{Found::fresh, Step::none});
}

TEST_CASE("a child that changes back to what was accepted needs no delivery any more") {
  const auto back = record(kOld);
  auto state = accepted(kOld);
  state.waiting = kNew;
  CHECK(decide(&back, &state) == Decision{Found::unchanged, Step::rest});
}

TEST_CASE("a child that changes back after an unanswered delivery is sent all the same") {
  const auto back = record(kOld);
  auto state = accepted(kOld);
  state.waiting = kNew;
  state.in_doubt = true;
  CHECK(decide(&back, &state) == Decision{Found::changed, Step::send});
}

TEST_CASE("a child that leaves is purged when the endpoint may hold it, and forgotten otherwise") {
  const auto known = accepted(kOld);
  CHECK(decide(nullptr, &known) == Decision{Found::leaving, Step::purge});
  auto doubtful = waiting(kNew);
  CHECK(decide(nullptr, &doubtful) == Decision{Found::leaving, Step::forget});
  doubtful.in_doubt = true;
  CHECK(decide(nullptr, &doubtful) == Decision{Found::leaving, Step::purge});
}

TEST_CASE("a purge that waits already is not kept twice") {
  auto state = accepted(kOld);
  state.in_scope = false;
  state.waiting = kNew;
  state.waiting_purge = true;
  CHECK(decide(nullptr, &state) == Decision{Found::leaving, Step::none});
}

TEST_CASE("a child that returns before its purge was sent needs no purge") {
  auto state = accepted(kOld);
  state.in_scope = false;
  state.waiting = kNew;
  state.waiting_purge = true;
  const auto same = record(kOld);
  CHECK(decide(&same, &state) == Decision{Found::unchanged, Step::rest});
}

TEST_CASE("a child with a holding finding is held, known or not") {
  const auto bad = held();
  const auto state = accepted(kOld);
  CHECK(decide(&bad, nullptr) == Decision{Found::held, Step::hold});
  CHECK(decide(&bad, &state) == Decision{Found::held, Step::hold});
}

TEST_CASE("a held child that is mended goes on where it was") {
  auto state = accepted(kOld);
  state.held = true;
  const auto same = record(kOld);
  const auto changed = record(kNew);
  CHECK(decide(&same, &state) == Decision{Found::unchanged, Step::rest});
  CHECK(decide(&changed, &state) == Decision{Found::changed, Step::send});
}

TEST_CASE("a document the endpoint refused goes again only when its content changes") {
  auto state = accepted(kOld);
  state.held = true;
  state.refused = kNew;
  const auto same = record(kNew);
  const auto other = record(sha256("newer"));
  CHECK(decide(&same, &state) == Decision{Found::held, Step::none});
  CHECK(decide(&other, &state) == Decision{Found::changed, Step::send});
}
