#include "agent/ledger/settlement.h"

#include <algorithm>

namespace dataflow::ledger {

namespace {

/// The statements that carry out moves, compiled once.
class Mover {
 public:
  static Result<Mover> open(const sqlite::Database& database, Instant now) {
    TRY_ASSIGN(
        auto wait,
        database.prepare(
            "INSERT INTO child (la_child_id, in_scope, waiting_document, waiting_digest, "
            "waiting_since, waiting_purge) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
            "ON CONFLICT (la_child_id) DO UPDATE SET in_scope = ?2, waiting_document = ?3, "
            "waiting_digest = ?4, waiting_since = coalesce(waiting_since, ?5), waiting_purge = ?6, "
            "held_by = NULL, held_rule = NULL, held_path = NULL, held_reason = NULL, "
            "held_since = NULL, refused_digest = NULL"));
    TRY_ASSIGN(auto rest,
               database.prepare(
                   "UPDATE child SET in_scope = 1, waiting_document = NULL, waiting_digest = NULL, "
                   "waiting_since = NULL, waiting_purge = 0, held_by = NULL, held_rule = NULL, "
                   "held_path = NULL, held_reason = NULL, held_since = NULL, refused_digest = NULL "
                   "WHERE la_child_id = ?"));
    TRY_ASSIGN(
        auto hold,
        database.prepare(
            "INSERT INTO child (la_child_id, in_scope, held_by, held_rule, held_path, held_reason, "
            "held_since) VALUES (?1, 1, 'intake', ?2, ?3, ?4, ?5) "
            "ON CONFLICT (la_child_id) DO UPDATE SET in_scope = 1, held_by = 'intake', held_rule = "
            "?2, "
            "held_path = ?3, held_reason = ?4, held_since = coalesce(held_since, ?5), "
            // A purge that waited belongs to a child that was gone; the child is back.
            "waiting_document = iif(waiting_purge, NULL, waiting_document), "
            "waiting_digest = iif(waiting_purge, NULL, waiting_digest), "
            "waiting_since = iif(waiting_purge, NULL, waiting_since), waiting_purge = 0"));
    TRY_ASSIGN(auto forget, database.prepare("DELETE FROM child WHERE la_child_id = ?"));
    return Mover(std::move(wait), std::move(rest), std::move(hold), std::move(forget), now);
  }

  Result<void> carry_out(const Move& move) {
    switch (move.to) {
      case Move::To::waiting:
      case Move::To::purging:
        return wait(move);
      case Move::To::at_rest:
        return rest_.bind(1, move.child).run();
      case Move::To::held:
        return hold(move);
      case Move::To::forgotten:
        break;
    }
    return forget_.bind(1, move.child).run();
  }

 private:
  Mover(sqlite::Statement wait, sqlite::Statement rest, sqlite::Statement hold,
        sqlite::Statement forget, Instant now)
      : wait_(std::move(wait)),
        rest_(std::move(rest)),
        hold_(std::move(hold)),
        forget_(std::move(forget)),
        now_(rfc3339(now)) {}

  Result<void> wait(const Move& move) {
    const std::int64_t purge = move.to == Move::To::purging ? 1 : 0;
    wait_.bind(1, move.child).bind(2, 1 - purge).bind(3, move.document);
    wait_.bind_blob(4, move.digest.bytes()).bind(5, now_).bind(6, purge);
    return wait_.run();
  }

  Result<void> hold(const Move& move) {
    hold_.bind(1, move.child).bind(2, move.hold->rule).bind(3, move.hold->path);
    return hold_.bind(4, move.hold->what).bind(5, now_).run();
  }

  sqlite::Statement wait_;
  sqlite::Statement rest_;
  sqlite::Statement hold_;
  sqlite::Statement forget_;
  std::string now_;
};

/// How many purges began to wait, for the brake to count over a day.
Result<void> note_purges(const sqlite::Database& database, RunId run,
                         const Settlement& settlement) {
  const auto purges = std::count_if(settlement.moves.begin(), settlement.moves.end(),
                                    [](const Move& move) { return move.to == Move::To::purging; });
  TRY_ASSIGN(auto update, database.prepare("UPDATE run SET purges = ?, approved = ? WHERE id = ?"));
  update.bind(1, static_cast<std::int64_t>(purges));
  return update.bind(2, std::int64_t{settlement.under_approval}).bind(3, run).run();
}

/// Documents of open deliveries stay: their receipts may still come.
Result<void> sweep_documents(const sqlite::Database& database) {
  TRY_ASSIGN(
      auto sweep,
      database.prepare(
          "DELETE FROM document WHERE id NOT IN ("
          "SELECT accepted_document FROM child WHERE accepted_document IS NOT NULL UNION ALL "
          "SELECT waiting_document FROM child WHERE waiting_document IS NOT NULL UNION ALL "
          "SELECT sent.document FROM sent JOIN delivery ON delivery.id = sent.delivery "
          "WHERE delivery.finished_at IS NULL)"));
  return sweep.run();
}

}  // namespace

Result<void> settle(const Ledger& ledger, RunId run, const Settlement& settlement, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(auto mover, Mover::open(database, now));
  for (const auto& move : settlement.moves) TRY(mover.carry_out(move));
  TRY(note_figures(database, run, "settled", settlement.figures, now));
  TRY(note_purges(database, run, settlement));
  TRY(store_tables(database, run, settlement.tables));
  TRY(store_findings(database, run, settlement.findings));
  TRY(store_groups(database, settlement.groups));
  if (!settlement.moves.empty()) TRY(sweep_documents(database));
  return transaction.commit();
}

}  // namespace dataflow::ledger
