// A LedgerModel says what a ledger must hold after each step, by an account of its own.
#pragma once

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agent/ledger/deliveries.h"
#include "agent/ledger/settlement.h"
#include "agent/ledger/verification.h"
#include "tests/ledger_key.h"

namespace dataflow::ledger {

/// A document as the model knows it: its text names child and version, so each is unique.
struct ModelDocument {
  std::string body;
  bool purge = false;
  bool operator==(const ModelDocument&) const = default;
};

struct ModelChild {
  std::optional<std::string> accepted;
  std::optional<ModelDocument> waiting;
  bool in_scope = true;
  bool in_doubt = false;
};

class LedgerModel {
 public:
  std::map<std::string, ModelChild> children;

  void queue(const std::string& child, const ModelDocument& document) {
    auto& row = children[child];
    row.waiting = document;
    row.in_scope = !document.purge;
  }

  void send(const std::map<std::string, ModelDocument>& sent) {
    for (const auto& [child, document] : sent) children[child].in_doubt = true;
  }

  void accept(const std::map<std::string, ModelDocument>& sent) {
    for (const auto& [child, document] : sent) {
      auto& row = children[child];
      row.in_doubt = false;
      row.accepted = document.purge ? std::nullopt : std::optional(document.body);
      if (row.waiting == document) row.waiting.reset();
      if (!row.in_scope && !row.waiting && !row.accepted) children.erase(child);
    }
  }

  [[nodiscard]] std::map<std::string, ModelDocument> waiting() const {
    std::map<std::string, ModelDocument> all;
    for (const auto& [child, row] : children) {
      if (row.waiting) all[child] = *row.waiting;
    }
    return all;
  }

  /// One line for each child.
  [[nodiscard]] std::string text() const {
    std::string lines;
    for (const auto& [child, row] : children) {
      lines += fmt::format("{} accepted={} waiting={} purge={} doubt={}\n", child,
                           row.accepted ? sha256(*row.accepted).hex() : "",
                           row.waiting ? sha256(row.waiting->body).hex() : "",
                           row.waiting && row.waiting->purge, row.in_doubt);
    }
    return lines;
  }
};

/// The same lines from a ledger.
[[nodiscard]] inline Result<std::string> text_of(const Ledger& ledger) {
  TRY_ASSIGN(auto select, ledger.database().prepare(
                              "SELECT la_child_id, accepted_digest, waiting_digest, waiting_purge, "
                              "in_doubt FROM child ORDER BY la_child_id"));
  std::string lines;
  TRY(sqlite::each_row(select, [&] {
    lines += fmt::format("{} accepted={} waiting={} purge={} doubt={}\n", select.text(0),
                         hex(select.blob(1)), hex(select.blob(2)), select.integer(3) != 0,
                         select.integer(4) != 0);
  }));
  return lines;
}

/// Some children and what becomes of them, drawn from `random`. Each step is done to the ledger;
/// what the ledger must hold afterwards is done to a model.
class LedgerStory {
 public:
  explicit LedgerStory(std::mt19937& random) : random_(random) {}

  [[nodiscard]] const LedgerModel& model() const { return model_; }
  /// What the ledger holds if the last step, which failed, took effect all the same.
  [[nodiscard]] const LedgerModel& next() const { return next_; }
  /// After a failed step: the ledger holds what the model says now, or what next() says.
  void settle_for_next() { model_ = next_; }
  /// From now on the log is not brought into the file, but for what SQLite does by itself.
  void never_sync() { syncs_ = false; }
  /// The process ended: an answer can no longer come.
  void forget_delivery() { under_way_.reset(); }

  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }

  /// One step; an error leaves the model as it was.
  Result<void> step(const Ledger& ledger) {
    next_ = model_;
    switch (below(syncs_ ? 6 : 5)) {
      case 0:
      case 1:
        return done(queue(ledger));
      case 2:
      case 3:
        return done(under_way_ ? answer(ledger) : send(ledger));
      case 4:
        return done(under_way_ ? lose(ledger) : queue(ledger));
      default:
        return done(sync(ledger));
    }
  }

 private:
  struct UnderWay {
    DeliveryId id;
    std::map<std::string, ModelDocument> sent;
  };

  Result<void> done(Result<void> result) {
    if (result) model_ = next_;
    return result;
  }

  Result<void> queue(const Ledger& ledger) {
    TRY_ASSIGN(const auto run, begin_run(ledger, *Day::parse("2026-06-01"), kNow));
    TRY_ASSIGN(auto keeper, DocumentKeeper::open(ledger));
    std::vector<Move> moves;
    std::map<std::string, ModelDocument> chosen;
    for (int i = 0; i <= below(5); ++i) {
      const auto child = fmt::format("X{:02}", below(kChildren));
      const auto found = model_.children.find(child);
      const bool may_be_there =
          found != model_.children.end() && (found->second.accepted || found->second.in_doubt);
      const bool purge = may_be_there && below(4) == 0;
      chosen[child] = {
          fmt::format("{} {} version {}", purge ? "purge" : "state", child, ++version_), purge};
    }
    for (const auto& [child, document] : chosen) {
      const auto kind = document.purge ? DocumentKind::purge : DocumentKind::state;
      const Digest digest = sha256(document.body);
      TRY_ASSIGN(const auto id, keeper.keep({kind, digest, std::nullopt, "{}", document.body}));
      const auto to = document.purge ? Move::To::purging : Move::To::waiting;
      moves.push_back({child, to, id, digest, std::nullopt});
      next_.queue(child, document);
    }
    TRY(keeper.finish());
    return ledger::settle(ledger, run, {moves, {}, {}, {}, {}}, kNow);
  }

  Result<void> send(const Ledger& ledger) {
    TRY_ASSIGN(const auto waiting, next_waiting(ledger, 100));
    if (waiting.empty()) return {};
    UnderWay sending{0, model_.waiting()};
    Attempt attempt;
    for (const auto& child : waiting) {
      attempt.children.push_back({&child, sha256(child.body), "{}", "{}"});
      if (sending.sent.at(child.child).body != child.body) {
        return Error{Remedy::stop, "model", "What waits is not what was queued.", ""};
      }
    }
    next_.send(sending.sent);
    TRY_ASSIGN(sending.id, begin_delivery(ledger, attempt, kNow));
    under_way_ = std::move(sending);
    return {};
  }

  Result<void> answer(const Ledger& ledger) {
    next_.accept(under_way_->sent);
    const std::vector<std::string> receipts(under_way_->sent.size(), "receipt");
    TRY(accept_delivery(ledger, under_way_->id, receipts, {200, "request"}, kNow));
    under_way_.reset();
    return {};
  }

  Result<void> lose(const Ledger& ledger) {
    TRY(doubt_delivery(ledger, under_way_->id, {}, kNow));
    under_way_.reset();
    return {};
  }

  Result<void> sync(const Ledger& ledger) {
    static constexpr const char* kModes[] = {"PASSIVE", "FULL", "RESTART", "TRUNCATE"};
    return ledger.database().run(fmt::format("PRAGMA wal_checkpoint({})", kModes[below(4)]));
  }

  static constexpr int kChildren = 12;
  static inline const Instant kNow{std::chrono::seconds(1780272000)};

  std::mt19937& random_;
  LedgerModel model_;
  LedgerModel next_;
  std::optional<UnderWay> under_way_;
  int version_ = 0;
  bool syncs_ = true;
};

/// Everything that must be true of a ledger at any time; what is not, or an empty text.
[[nodiscard]] inline Result<std::string> wrong_with(const Ledger& ledger) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto check, database.prepare("PRAGMA integrity_check"));
  if (check.step() != sqlite::Step::row) return check.error();
  if (check.text(0) != "ok") return std::string(check.text(0));
  TRY_ASSIGN(auto unproved,
             database.prepare("SELECT count(*) FROM child AS c WHERE accepted_digest IS NOT NULL "
                              "AND NOT EXISTS (SELECT 1 FROM sent AS s WHERE s.la_child_id = "
                              "c.la_child_id AND s.document_digest = c.accepted_digest AND "
                              "s.receipt IS NOT NULL)"));
  if (unproved.step() != sqlite::Step::row) return unproved.error();
  if (unproved.integer(0) != 0) return std::string("A child is accepted without a receipt.");
  TRY_ASSIGN(const auto found, verify(ledger, {}));
  return found.broken ? found.broken->what : std::string();
}

}  // namespace dataflow::ledger
