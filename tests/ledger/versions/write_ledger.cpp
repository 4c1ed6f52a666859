// Writes a small ledger, by the rooms of whichever version of the program it is built with: see
// README.md beside it. It is no test, and is not built with the others.
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "agent/ledger/deliveries.h"
#include "agent/ledger/held_runs.h"
#include "agent/ledger/seals.h"
#include "agent/ledger/settlement.h"
#include "agent/signing/key.h"
#include "tests/ledger_key.h"

using namespace dataflow;
using namespace dataflow::ledger;

namespace {

Instant morning(int day) {
  return Instant(std::chrono::sys_days(std::chrono::year(2026) / 6 / day)) + std::chrono::hours(6);
}

/// Three children who have a new document every day, and one who is held.
void settle_day(const Ledger& ledger, int day) {
  const auto run =
      begin_run(ledger, *Day::parse(fmt::format("2026-06-{:02}", day)), morning(day)).value();
  auto keeper = DocumentKeeper::open(ledger).value();
  std::vector<Move> moves;
  for (int child = 1; child <= 3; ++child) {
    const auto body = fmt::format("{{\"la_child_id\":\"X{}\",\"day\":{}}}", child, day);
    const auto id =
        keeper.keep({DocumentKind::state, sha256(body), std::nullopt, "{}", body}).value();
    moves.push_back({fmt::format("X{}", child), Move::To::waiting, id, sha256(body), std::nullopt});
  }
  keeper.finish().value();
  const Finding hold{"F01", Weight::hold, "la_child_id", "Not an identifier."};
  moves.push_back({"X4", Move::To::held, 0, {}, hold});
  RunFigures figures;
  figures.considered = 5;
  figures.in_scope = 4;
  figures.exclusions = {{"age", "Too old.", 1}};
  settle(ledger, run, {moves, figures, {{"X4", hold}}, {{"X1", "team", "North"}}, {{"person", 5}}},
         morning(day))
      .value();
}

void deliver(const Ledger& ledger, int day, bool answered) {
  const auto waiting = next_waiting(ledger, 100).value();
  Attempt attempt;
  attempt.idempotency_key = fmt::format("key-{}", day);
  attempt.content_digest = "sha-256=:AAAA:";
  attempt.signature = "signature";
  std::vector<std::string> receipts;
  for (const auto& child : waiting) {
    attempt.children.push_back({&child, child.digest, "{}", "{}"});
    receipts.push_back("receipt-" + child.child);
  }
  const auto delivery = begin_delivery(ledger, attempt, morning(day)).value();
  if (answered) {
    accept_delivery(ledger, delivery, receipts, {200, "request"}, morning(day)).value();
  } else {
    doubt_delivery(ledger, delivery, {}, morning(day)).value();
  }
}

void seal(const Ledger& ledger, const signing::PrivateKey& key, int day) {
  const auto head = *unsealed_head(ledger).value();
  const auto signature = key.sign(sealed_text(head.entry, head.hash)).value();
  store_seal(ledger, {head.entry, head.hash, rfc3339(morning(day)), "council", signature}).value();
}

}  // namespace

/// Usage: write_ledger LEDGER PUBLIC-KEY
int main(int, char** argv) {
  const auto key = signing::PrivateKey::generate(signing::Algorithm::ed25519).value();
  std::ofstream(argv[2]) << key.public_key().pem();
  const auto ledger = Ledger::open(argv[1], "846", made_up_key()).value();
  settle_day(ledger, 1);
  deliver(ledger, 1, true);
  seal(ledger, key, 1);
  settle_day(ledger, 2);
  deliver(ledger, 2, false);
  settle_day(ledger, 3);  // which waits
  const auto held = begin_run(ledger, *Day::parse("2026-06-04"), morning(4)).value();
  hold_run(ledger, held, {}, {{"leaving", "", 9, 5, "9 children leave."}}, {"X2"},
#ifdef LEDGER_HAS_FILES
           {},
#endif
           morning(4))
      .value();
  record_event(ledger, kViewed, "X1", "explain", morning(4)).value();
  seal(ledger, key, 4);
  return std::cout.good() ? 0 : 1;
}
