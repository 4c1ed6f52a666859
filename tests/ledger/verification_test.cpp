#include "agent/ledger/verification.h"

#include <random>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agent/ledger/deliveries.h"
#include "agent/ledger/settlement.h"
#include "agent/signing/key.h"
#include "tests/ledger_key.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::ledger;

namespace {

const Instant kThen{std::chrono::seconds(1780272000)};

/// A ledger with some history: runs, deliveries, receipts, viewings and seals.
class Trail {
 public:
  Trail() : ledger_(*Ledger::open(folder_.path() / "agent.db", "846", made_up_key())) {
    for (int day = 1; day <= 3; ++day) {
      deliver(day);
      REQUIRE(record_event(ledger_, kViewed, fmt::format("X{}", day), "document", kThen));
      seal();
    }
  }

  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

  void seal() {
    const auto head = unsealed_head(ledger_);
    REQUIRE(head);
    if (!*head) return;
    const auto signature = key_.sign(sealed_text((*head)->entry, (*head)->hash));
    REQUIRE(store_seal(ledger_, {(*head)->entry, (*head)->hash, rfc3339(kThen), "k", *signature}));
  }

  /// What does not hold, or nothing.
  std::optional<BrokenLink> broken() {
    const auto found = verify(ledger_, {[&](const Seal& seal, const std::string& text) {
                                          return key_.public_key().verifies(text, seal.signature);
                                        },
                                        {}});
    REQUIRE(found);
    return found->broken;
  }

  void change(const std::string& sql) { REQUIRE(ledger_.database().run(sql)); }

 private:
  void deliver(int day) {
    const auto run = begin_run(ledger_, *Day::parse(fmt::format("2026-06-0{}", day)), kThen);
    std::vector<Move> moves;
    auto keeper = DocumentKeeper::open(ledger_);
    for (int i = 1; i <= 3; ++i) {
      const std::string body = fmt::format("{{\"day\":{}}}", day);
      const auto id = keeper->keep({DocumentKind::state, sha256(body), std::nullopt, "{}", body});
      moves.push_back({fmt::format("X{}", i), Move::To::waiting, *id, sha256(body), std::nullopt});
    }
    REQUIRE(keeper->finish());
    REQUIRE(settle(ledger_, *run, {moves, {}, {}, {}, {}}, kThen));
    const auto waiting = *next_waiting(ledger_, 10);
    Attempt attempt;
    attempt.idempotency_key = fmt::format("key-{}", day);
    attempt.signature = "signature";
    for (const auto& child : waiting)
      attempt.children.push_back({&child, child.digest, "{}", "{}"});
    const auto delivery = begin_delivery(ledger_, attempt, kThen);
    REQUIRE(delivery);
    if (day == 2) {
      REQUIRE(doubt_delivery(ledger_, *delivery, {}, kThen));
      return;
    }
    std::vector<std::string> receipts;
    for (const auto& child : waiting) receipts.push_back("receipt-" + child.child);
    REQUIRE(accept_delivery(ledger_, *delivery, receipts, {200, "request"}, kThen));
  }

  TemporaryFolder folder_;
  Ledger ledger_;
  signing::PrivateKey key_ = *signing::PrivateKey::generate(signing::Algorithm::ed25519);
};

/// Every text or blob that verification answers for, as table, column and rowid.
struct Cell {
  std::string table;
  std::string column;
  std::string where;
  std::string hex;
};

std::vector<Cell> cells_of(const Ledger& ledger) {
  std::vector<Cell> cells;
  const std::vector<std::pair<std::string, std::vector<std::string>>> tables = {
      {"audit", {"at", "event", "child", "detail", "hash"}},
      {"seal", {"hash", "signature"}},
      {"delivery",
       {"created_at", "finished_at", "outcome", "idempotency_key", "signature", "request_id"}},
      {"sent", {"la_child_id", "document_digest", "change_digest", "receipt"}}};
  for (const auto& tables_columns : tables) {
    const std::string& table = tables_columns.first;
    const std::string key = table == "sent"   ? "delivery || '/' || position"
                            : table == "seal" ? "entry"
                                              : "id";
    for (const auto& column : tables_columns.second) {
      auto select = ledger.database().prepare(
          fmt::format("SELECT {0}, hex({1}) FROM {2} WHERE length({1}) > 0", key, column, table));
      REQUIRE(select);
      REQUIRE(sqlite::each_row(*select, [&] {
        cells.push_back({table, column, fmt::format("{} = '{}'", key, select->text(0)),
                         std::string(select->text(1))});
      }));
    }
  }
  return cells;
}

}  // namespace

TEST_CASE("a trail that nobody touched holds, with all its seals and receipts") {
  Trail trail;
  const auto found = verify(trail.ledger(), {});
  REQUIRE(found);
  CHECK_FALSE(found->broken.has_value());
  CHECK(found->head.entry == 12);
  CHECK(found->seals == 3);
  CHECK(found->deliveries == 3);
  CHECK(found->receipts == 6);
  CHECK(found->unsealed == 0);
  CHECK_FALSE(trail.broken().has_value());
}

TEST_CASE("any changed byte of the trail, of a seal, of a delivery or of a receipt is found") {
  Trail trail;
  const auto cells = cells_of(trail.ledger());
  CHECK(cells.size() > 80);
  std::mt19937 dice(20260601);
  std::size_t tried = 0;
  for (const auto& cell : cells) {
    for (int round = 0; round < 3; ++round) {
      std::string hex = cell.hex;
      const std::size_t at = dice() % hex.size();
      hex[at] = hex[at] == '1' ? '2' : '1';
      const bool is_blob = cell.column.ends_with("hash") || cell.column.ends_with("digest") ||
                           (cell.table == "seal" && cell.column == "signature");
      const auto set = [&](const std::string& value) {
        trail.change(fmt::format(
            "UPDATE {} SET {} = {} WHERE {}", cell.table, cell.column,
            is_blob ? fmt::format("x'{}'", value) : fmt::format("CAST(x'{}' AS TEXT)", value),
            cell.where));
      };
      if (cell.column == "outcome") break;  // its words are checked by the table itself
      set(hex);
      CAPTURE(cell.table, cell.column, cell.where, at);
      CHECK(trail.broken().has_value());
      set(cell.hex);
      ++tried;
    }
  }
  CHECK(tried > 200);
  CHECK_FALSE(trail.broken().has_value());
}

TEST_CASE("an entry that is taken out, and one that is put in, are found") {
  Trail taken;
  taken.change("DELETE FROM audit WHERE id = 5");
  CHECK(taken.broken()->entry == 5);
  Trail put;
  put.change(
      "INSERT INTO audit (id, at, event, child, detail, hash) VALUES (13, '', 'viewed', '', "
      "'', zeroblob(32))");
  CHECK(put.broken()->entry == 13);
}

TEST_CASE("a trail whose end is cut off is found by the seal that stood there") {
  Trail trail;
  trail.change("PRAGMA foreign_keys=OFF");
  trail.change("DELETE FROM audit WHERE id > 10");
  CHECK(trail.broken()->what == "The trail once went as far as this entry; it is gone.");
}

TEST_CASE("a trail that was written anew with another key is found by its seals") {
  Trail trail;
  const auto other = *signing::PrivateKey::generate(signing::Algorithm::ed25519);
  const auto found =
      verify(trail.ledger(), {[&](const Seal& seal, const std::string& text) {
                                return other.public_key().verifies(text, seal.signature);
                              },
                              {}});
  REQUIRE(found);
  CHECK(found->broken->what == "The signature of the seal is not the council's.");
}

TEST_CASE("a delivery that is taken out or put in, and a changed outcome, are found") {
  Trail taken;
  taken.change("DELETE FROM sent WHERE delivery = 2; DELETE FROM delivery WHERE id = 2");
  CHECK(taken.broken()->what == "Delivery 2 is gone.");
  Trail put;
  put.change(
      "INSERT INTO delivery (id, created_at, children, bytes, idempotency_key, content_digest, "
      "signature_input, signature) VALUES (9, '', 1, 1, '', '', '', '')");
  CHECK(put.broken()->what == "What delivery 9 held was changed.");
  Trail outcome;
  outcome.change("UPDATE delivery SET outcome = 'accepted' WHERE id = 2");
  CHECK(outcome.broken()->what == "The answer to delivery 2 or one of its receipts was changed.");
}

TEST_CASE("a delivery that is still under way breaks nothing") {
  Trail trail;
  trail.change("DELETE FROM sent; DELETE FROM delivery; DELETE FROM seal; DELETE FROM audit");
  Attempt attempt;
  REQUIRE(begin_delivery(trail.ledger(), attempt, kThen));
  CHECK_FALSE(trail.broken().has_value());
}
