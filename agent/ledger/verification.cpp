#include "agent/ledger/verification.h"

#include <charconv>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "agent/ledger/custody.h"
#include "agent/ledger/schema.h"

namespace dataflow::ledger {

namespace {

/// What the trail says of one delivery.
struct Told {
  std::string at;
  std::int64_t sent_in = 0;  ///< the entry
  std::string sent;          ///< its detail
  std::int64_t answered_in = 0;
  std::string answered;
};

/// The 12 of "delivery 12 0a1b..."; 0 when there is none.
DeliveryId delivery_in(std::string_view detail) {
  constexpr std::string_view kBefore = "delivery ";
  DeliveryId delivery = 0;
  if (!detail.starts_with(kBefore)) return 0;
  detail.remove_prefix(kBefore.size());
  std::from_chars(detail.data(), detail.data() + detail.size(), delivery);
  return delivery;
}

/// Nothing when there is no receipt, or no signature.
Result<std::optional<SignedReceipts>> signed_receipts(const sqlite::Database& database,
                                                      DeliveryId delivery) {
  TRY_ASSIGN(auto select,
             database.prepare("SELECT d.content_digest, d.idempotency_key, d.status, "
                              "d.answer_digest, d.answer_signature_input, d.answer_signature, "
                              "s.change_digest, s.receipt FROM delivery AS d JOIN sent AS s ON "
                              "s.delivery = d.id WHERE d.id = ? AND d.outcome = 'accepted' AND "
                              "d.answer_signature <> '' ORDER BY s.position"));
  select.bind(1, delivery);
  std::optional<SignedReceipts> found;
  TRY(sqlite::each_row(select, [&] {
    if (!found) {
      found = {std::string(select.text(0)),
               std::string(select.text(1)),
               {},
               {},
               {static_cast<int>(select.integer(2)), "", std::string(select.text(3)),
                std::string(select.text(4)), std::string(select.text(5))}};
    }
    found->changes.push_back(Digest::from_bytes(select.blob(6)).value_or(Digest()));
    found->receipts.emplace_back(select.text(7));
  }));
  return found;
}

class Check {
 public:
  Check(const sqlite::Database& database, const Checks& checks)
      : database_(database), checks_(checks) {}

  Result<Verification> run() {
    TRY(follow_chain());
    if (!found_.broken) TRY(check_seals());
    if (!found_.broken) TRY(check_deliveries());
    return std::move(found_);
  }

 private:
  void broken(std::int64_t entry, const std::string& at, std::string what) {
    if (!found_.broken) found_.broken = BrokenLink{entry, at, std::move(what)};
  }

  Result<void> follow_chain() {
    TRY_ASSIGN(const auto council, council_of(database_));
    found_.head = {0, beginning_of_chain(council)};
    TRY_ASSIGN(
        auto select,
        database_.prepare("SELECT id, at, event, child, detail, hash FROM audit ORDER BY id"));
    return sqlite::each_row(select, [&] {
      if (!found_.broken) take_entry(select);
    });
  }

  void take_entry(const sqlite::Statement& row) {
    const AuditEntry entry{row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                           std::string(row.text(3)), std::string(row.text(4))};
    if (entry.entry != found_.head.entry + 1) {
      return broken(found_.head.entry + 1, entry.at, "The entry is missing.");
    }
    const Digest hash = chain(found_.head.hash, entry);
    if (Digest::from_bytes(row.blob(5)) != hash) {
      return broken(entry.entry, entry.at, "The entry or the one before it was changed.");
    }
    found_.head = {entry.entry, hash};
    hashes_.push_back(hash);
    note_delivery(entry);
  }

  void note_delivery(const AuditEntry& entry) {
    const DeliveryId delivery = delivery_in(entry.detail);
    if (delivery == 0) return;
    Told& told = told_[delivery];
    if (entry.event == kSent) {
      told.at = entry.at;
      told.sent_in = entry.entry;
      told.sent = entry.detail;
    } else {
      told.answered_in = entry.entry;
      told.answered = entry.detail;
    }
  }

  Result<void> check_seals() {
    TRY_ASSIGN(
        auto select,
        database_.prepare("SELECT entry, hash, at, key_id, signature FROM seal ORDER BY entry"));
    found_.unsealed = found_.head.entry;
    return sqlite::each_row(select, [&] {
      const Seal seal{select.integer(0), Digest::from_bytes(select.blob(1)).value_or(Digest()),
                      std::string(select.text(2)), std::string(select.text(3)),
                      std::string(select.blob(4))};
      ++found_.seals;
      found_.unsealed = found_.head.entry - seal.entry;
      check_seal(seal);
    });
  }

  void check_seal(const Seal& seal) {
    if (seal.entry < 1 || seal.entry > found_.head.entry) {
      return broken(seal.entry, seal.at, "The trail once went as far as this entry; it is gone.");
    }
    if (hashes_[static_cast<std::size_t>(seal.entry - 1)] != seal.hash) {
      return broken(seal.entry, seal.at, "The seal is for another entry.");
    }
    if (checks_.seal && !checks_.seal(seal, sealed_text(seal.entry, seal.hash))) {
      broken(seal.entry, seal.at, "The signature of the seal is not the council's.");
    }
  }

  Result<void> check_deliveries() {
    TRY_ASSIGN(auto select,
               database_.prepare("SELECT id, created_at, finished_at IS NOT NULL, (SELECT count(*) "
                                 "FROM sent WHERE delivery = id AND receipt IS NOT NULL) "
                                 "FROM delivery ORDER BY id"));
    while (true) {
      const auto step = select.step();
      if (step == sqlite::Step::failed) return select.error();
      if (step == sqlite::Step::done) break;
      ++found_.deliveries;
      found_.receipts += select.integer(3);
      TRY(check_delivery(select.integer(0), std::string(select.text(1)), select.integer(2) != 0));
    }
    for (const auto& [delivery, told] : told_) {
      broken(told.sent_in, told.at, fmt::format("Delivery {} is gone.", delivery));
    }
    return {};
  }

  Result<void> check_delivery(DeliveryId delivery, const std::string& at, bool finished) {
    const Told told = told_[delivery];
    told_.erase(delivery);
    TRY_ASSIGN(const auto sent, digest_of_delivery(database_, delivery));
    if (told.sent != custody_text(delivery, sent)) {
      broken(told.sent_in, at, fmt::format("What delivery {} held was changed.", delivery));
    }
    if (!finished && told.answered_in == 0) return {};
    TRY_ASSIGN(const auto answer, digest_of_answer(database_, delivery));
    if (told.answered != custody_text(delivery, answer)) {
      broken(
          told.answered_in, at,
          fmt::format("The answer to delivery {} or one of its receipts was changed.", delivery));
    }
    return checks_.answer ? check_answer(delivery, told) : Result<void>();
  }

  Result<void> check_answer(DeliveryId delivery, const Told& told) {
    TRY_ASSIGN(const auto receipts, signed_receipts(database_, delivery));
    if (!receipts) return {};
    ++found_.signed_answers;
    if (!checks_.answer(*receipts)) {
      broken(told.answered_in, told.at,
             fmt::format("The signature of the answer to delivery {} is not the endpoint's.",
                         delivery));
    }
    return {};
  }

  const sqlite::Database& database_;
  const Checks& checks_;
  Verification found_;
  std::vector<Digest> hashes_;
  std::map<DeliveryId, Told> told_;
};

}  // namespace

Result<Verification> verify(const Ledger& ledger, const Checks& checks) {
  TRY(check_pages(ledger.database()));
  return Check(ledger.database(), checks).run();
}

}  // namespace dataflow::ledger
