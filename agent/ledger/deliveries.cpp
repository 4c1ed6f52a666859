#include "agent/ledger/deliveries.h"

#include <fmt/format.h>

#include "agent/ledger/audit.h"
#include "agent/ledger/custody.h"
#include "agent/ledger/mark.h"
#include "agent/ledger/packed.h"

namespace dataflow::ledger {

namespace {

constexpr char kNothingWaits[] =
    "waiting_document = NULL, waiting_digest = NULL, waiting_since = NULL, waiting_purge = 0";

std::string_view event_of(std::string_view outcome) {
  if (outcome == "accepted") return kReceipted;
  return outcome == "refused" ? kRefused : kUnanswered;
}

/// Call within a write transaction, after the receipts were stored.
Result<void> finish(const sqlite::Database& database, DeliveryId delivery,
                    const std::string& outcome, const Reply& reply, Instant now) {
  TRY_ASSIGN(auto update,
             database.prepare("UPDATE delivery SET outcome = ?, status = ?, request_id = ?, "
                              "answer_digest = ?, answer_signature_input = ?, answer_signature = "
                              "?, finished_at = ? WHERE id = ?"));
  update.bind(1, outcome).bind(2, std::int64_t{reply.status}).bind(3, reply.request_id);
  update.bind(4, reply.content_digest).bind(5, reply.signature_input).bind(6, reply.signature);
  TRY(update.bind(7, rfc3339(now)).bind(8, delivery).run());
  TRY_ASSIGN(const auto digest, digest_of_answer(database, delivery));
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  return trail.add(event_of(outcome), "", custody_text(delivery, digest));
}

struct Sent {
  std::int64_t position;
  std::string child;
  DocumentId document;
  DocumentKind kind;
  std::string digest;
  std::string known;  ///< what the endpoint holds after its receipt
};

Result<std::vector<Sent>> sent_in(const sqlite::Database& database, DeliveryId delivery) {
  TRY_ASSIGN(
      auto select,
      database.prepare("SELECT s.position, s.la_child_id, s.document, d.kind = 'purge', "
                       "s.document_digest, s.known_accepted FROM sent AS s JOIN document AS d "
                       "ON d.id = s.document WHERE s.delivery = ? ORDER BY s.position"));
  select.bind(1, delivery);
  std::vector<Sent> all;
  TRY(sqlite::each_row(select, [&] {
    all.push_back({select.integer(0), std::string(select.text(1)), select.integer(2),
                   select.integer(3) != 0 ? DocumentKind::purge : DocumentKind::state,
                   std::string(select.blob(4)), std::string(select.text(5))});
  }));
  return all;
}

/// The statements that move a child's accepted state, compiled once per delivery.
class Acceptance {
 public:
  static Result<Acceptance> open(const sqlite::Database& database) {
    TRY_ASSIGN(auto receipt, database.prepare("UPDATE sent SET receipt = ? WHERE delivery = ? AND "
                                              "position = ?"));
    TRY_ASSIGN(auto old, database.prepare("DELETE FROM document WHERE id = (SELECT "
                                          "accepted_document FROM child WHERE la_child_id = ?1 "
                                          "AND accepted_document <> ?2)"));
    TRY_ASSIGN(
        auto state,
        database.prepare(
            "UPDATE child SET accepted_document = ?2, accepted_digest = ?3, accepted_content = "
            "(SELECT content_digest FROM document WHERE id = ?2), accepted_at = ?4, "
            "known = ?5, in_doubt = 0 WHERE la_child_id = ?1"));
    TRY_ASSIGN(auto purged, database.prepare("UPDATE child SET accepted_document = NULL, "
                                             "accepted_digest = NULL, "
                                             "accepted_content = NULL, accepted_at = NULL, "
                                             "known = '', in_doubt = 0 WHERE la_child_id = ?1"));
    TRY_ASSIGN(auto settle, database.prepare(std::string("UPDATE child SET ") + kNothingWaits +
                                             " WHERE la_child_id = ?1 AND waiting_document = ?2"));
    TRY_ASSIGN(auto gone, database.prepare("DELETE FROM child WHERE la_child_id = ?1 AND "
                                           "in_scope = 0 AND waiting_document IS NULL AND "
                                           "accepted_document IS NULL"));
    TRY_ASSIGN(auto spent, database.prepare("DELETE FROM document WHERE id = ?"));
    return Acceptance(std::move(receipt), std::move(old), std::move(state), std::move(purged),
                      std::move(settle), std::move(gone), std::move(spent));
  }

  Result<void> take(DeliveryId delivery, const Sent& sent, const std::string& receipt,
                    const std::string& now, AuditTrail& trail) {
    TRY(receipt_.bind(1, receipt).bind(2, delivery).bind(3, sent.position).run());
    TRY(old_.bind(1, sent.child).bind(2, sent.document).run());
    if (sent.kind == DocumentKind::purge) {
      TRY(purged_.bind(1, sent.child).run());
    } else {
      state_.bind(1, sent.child).bind(2, sent.document).bind_blob(3, sent.digest);
      TRY(state_.bind(4, now).bind(5, sent.known).run());
    }
    TRY(settle_.bind(1, sent.child).bind(2, sent.document).run());
    if (sent.kind == DocumentKind::state) return {};
    TRY(trail.add(kPurged, sent.child, fmt::format("by delivery {}", delivery)));
    TRY(spent_.bind(1, sent.document).run());
    return gone_.bind(1, sent.child).run();
  }

 private:
  Acceptance(sqlite::Statement receipt, sqlite::Statement old, sqlite::Statement state,
             sqlite::Statement purged, sqlite::Statement settle, sqlite::Statement gone,
             sqlite::Statement spent)
      : receipt_(std::move(receipt)),
        old_(std::move(old)),
        state_(std::move(state)),
        purged_(std::move(purged)),
        settle_(std::move(settle)),
        gone_(std::move(gone)),
        spent_(std::move(spent)) {}

  sqlite::Statement receipt_;
  sqlite::Statement old_;
  sqlite::Statement state_;
  sqlite::Statement purged_;
  sqlite::Statement settle_;
  sqlite::Statement gone_;
  sqlite::Statement spent_;
};

}  // namespace

Result<std::vector<Waiting>> next_waiting(const Ledger& ledger, std::size_t most) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare(
                 "SELECT c.la_child_id, d.id, d.kind = 'purge', d.digest, d.skeleton, d.body, "
                 "d.spared, c.known, c.in_doubt "
                 "FROM child AS c JOIN document AS d ON d.id = c.waiting_document "
                 "WHERE c.waiting_document IS NOT NULL AND c.la_child_id NOT IN "
                 "(SELECT s.la_child_id FROM delivery AS o JOIN sent AS s ON s.delivery = o.id "
                 "WHERE o.finished_at IS NULL) "
                 "ORDER BY c.waiting_purge DESC, c.waiting_since, c.la_child_id LIMIT ?"));
  select.bind(1, static_cast<std::int64_t>(most));
  std::vector<Waiting> waiting;
  TRY(sqlite::each_row(select, [&] {
    waiting.push_back({std::string(select.text(0)), select.integer(1),
                       select.integer(2) != 0 ? DocumentKind::purge : DocumentKind::state,
                       Digest::from_bytes(select.blob(3)).value_or(Digest()),
                       std::string(select.text(4)), std::string(select.blob(5)),
                       std::string(select.text(6)), std::string(select.text(7)),
                       select.integer(8) != 0});
  }));
  Unpacker unpacker;
  for (auto& child : waiting) {
    TRY_ASSIGN(child.body, unpacker.unpack(child.body, ledger.database().name()));
  }
  return waiting;
}

Result<std::vector<Waiting>> still_waiting(const Ledger& ledger, std::vector<Waiting> children) {
  TRY_ASSIGN(auto select, ledger.database().prepare("SELECT 1 FROM child WHERE la_child_id = ?1 "
                                                    "AND waiting_document = ?2"));
  std::vector<Waiting> still;
  for (auto& child : children) {
    const auto step = select.bind(1, child.child).bind(2, child.document).step();
    if (step == sqlite::Step::failed) return select.error();
    select.reset();
    if (step == sqlite::Step::row) still.push_back(std::move(child));
  }
  return still;
}

Result<std::int64_t> count_waiting(const Ledger& ledger) {
  TRY_ASSIGN(auto select, ledger.database().prepare(
                              "SELECT count(*) FROM child WHERE waiting_document IS NOT NULL"));
  if (select.step() != sqlite::Step::row) return select.error();
  return select.integer(0);
}

Result<DeliveryId> begin_delivery(const Ledger& ledger, const Attempt& attempt, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(
      auto delivery,
      database.prepare(
          "INSERT INTO delivery (created_at, children, bytes, idempotency_key, content_digest, "
          "signature_input, signature) VALUES (?, ?, ?, ?, ?, ?, ?)"));
  delivery.bind(1, rfc3339(now)).bind(2, static_cast<std::int64_t>(attempt.children.size()));
  delivery.bind(3, static_cast<std::int64_t>(attempt.bytes)).bind(4, attempt.idempotency_key);
  delivery.bind(5, attempt.content_digest).bind(6, attempt.signature_input);
  TRY(delivery.bind(7, attempt.signature).run());
  const DeliveryId id = database.last_insert_id();
  TRY_ASSIGN(auto sent,
             database.prepare(
                 "INSERT INTO sent (delivery, position, la_child_id, document, document_digest, "
                 "change_digest, known_before, doubt_before, known_accepted) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  TRY_ASSIGN(auto child, database.prepare("UPDATE child SET known = ?, in_doubt = 1 "
                                          "WHERE la_child_id = ?"));
  std::int64_t position = 0;
  for (const auto& sending : attempt.children) {
    const Waiting& waiting = *sending.waiting;
    sent.bind(1, id).bind(2, position++).bind_borrowed(3, waiting.child).bind(4, waiting.document);
    sent.bind_blob(5, waiting.digest.bytes()).bind_blob(6, sending.change_digest.bytes());
    sent.bind_borrowed(7, waiting.known).bind_borrowed(9, sending.known_accepted);
    TRY(sent.bind(8, std::int64_t{waiting.in_doubt}).run());
    TRY(child.bind_borrowed(1, sending.known_after).bind_borrowed(2, waiting.child).run());
  }
  TRY_ASSIGN(const auto digest, digest_of_delivery(database, id));
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  TRY(trail.add(kSent, "", custody_text(id, digest)));
  TRY(transaction.commit());
  TRY(set_mark(database.name(), trail.head()));
  return id;
}

Result<void> accept_delivery(const Ledger& ledger, DeliveryId delivery,
                             const std::vector<std::string>& receipts, const Reply& reply,
                             Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(const auto all, sent_in(database, delivery));
  if (all.size() != receipts.size()) {
    return Error{Remedy::stop, database.name(),
                 "The number of receipts is not the number of children sent.", ""};
  }
  TRY_ASSIGN(auto acceptance, Acceptance::open(database));
  const std::string at = rfc3339(now);
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  for (std::size_t i = 0; i < all.size(); ++i) {
    TRY(acceptance.take(delivery, all[i], receipts[i], at, trail));
  }
  TRY(finish(database, delivery, "accepted", reply, now));
  return transaction.commit();
}

Result<void> refuse_delivery(const Ledger& ledger, DeliveryId delivery, const Reply& reply,
                             Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  // What an earlier delivery left in doubt stays in doubt.
  TRY_ASSIGN(auto restore,
             database.prepare("UPDATE child SET known = s.known_before, in_doubt = s.doubt_before "
                              "FROM (SELECT la_child_id, known_before, doubt_before FROM sent "
                              "WHERE delivery = ?) AS s WHERE child.la_child_id = s.la_child_id"));
  TRY(restore.bind(1, delivery).run());
  TRY(finish(database, delivery, "refused", reply, now));
  return transaction.commit();
}

Result<void> doubt_delivery(const Ledger& ledger, DeliveryId delivery, const Reply& reply,
                            Instant now) {
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(ledger.database()));
  TRY(finish(ledger.database(), delivery, "unknown", reply, now));
  return transaction.commit();
}

Result<void> doubt_open_deliveries(const Ledger& ledger, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(auto select,
             database.prepare("SELECT id FROM delivery WHERE finished_at IS NULL ORDER BY id"));
  std::vector<DeliveryId> open;
  TRY(sqlite::each_row(select, [&] { open.push_back(select.integer(0)); }));
  for (const DeliveryId delivery : open) TRY(finish(database, delivery, "unknown", Reply{}, now));
  return transaction.commit();
}

Result<void> set_aside(const Ledger& ledger, const std::string& child, DocumentId document,
                       const Finding& reason, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(
      auto update,
      database.prepare(
          std::string("UPDATE child SET held_by = 'endpoint', held_rule = ?3, held_path = ?4, "
                      "held_reason = ?5, held_since = ?6, refused_digest = waiting_digest, ") +
          kNothingWaits + " WHERE la_child_id = ?1 AND waiting_document = ?2"));
  update.bind(1, child).bind(2, document).bind(3, reason.rule).bind(4, reason.path);
  TRY(update.bind(5, reason.what).bind(6, rfc3339(now)).run());
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  TRY(trail.add(kSetAside, child, reason.rule));
  return transaction.commit();
}

}  // namespace dataflow::ledger
