#include "agent/ledger/mover.h"

namespace dataflow::ledger {

namespace {

// ?1 is the child in all of them.

constexpr char kWait[] = R"(
  INSERT INTO child (la_child_id, in_scope, waiting_document, waiting_digest, waiting_since,
                     waiting_purge)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6)
  ON CONFLICT (la_child_id) DO UPDATE SET
    in_scope = ?2, absences = 0, absent_on = NULL,
    waiting_document = ?3, waiting_digest = ?4, waiting_since = coalesce(waiting_since, ?5),
    waiting_purge = ?6, past = 0,
    held_by = NULL, held_rule = NULL, held_path = NULL, held_reason = NULL, held_since = NULL,
    refused_digest = NULL
)";

constexpr char kRest[] = R"(
  UPDATE child SET
    in_scope = 1, absences = 0, absent_on = NULL, past = 0,
    waiting_document = NULL, waiting_digest = NULL, waiting_since = NULL, waiting_purge = 0,
    held_by = NULL, held_rule = NULL, held_path = NULL, held_reason = NULL, held_since = NULL,
    refused_digest = NULL
  WHERE la_child_id = ?1
)";

// A purge that waited belongs to a child that was gone; the child is back.
constexpr char kHold[] = R"(
  INSERT INTO child (la_child_id, in_scope, held_by, held_rule, held_path, held_reason, held_since)
  VALUES (?1, 1, 'intake', ?2, ?3, ?4, ?5)
  ON CONFLICT (la_child_id) DO UPDATE SET
    in_scope = 1, absences = 0, absent_on = NULL, past = 0,
    held_by = 'intake', held_rule = ?2, held_path = ?3, held_reason = ?4,
    held_since = coalesce(held_since, ?5),
    waiting_document = iif(waiting_purge, NULL, waiting_document),
    waiting_digest = iif(waiting_purge, NULL, waiting_digest),
    waiting_since = iif(waiting_purge, NULL, waiting_since), waiting_purge = 0
)";

constexpr char kMiss[] = R"(
  UPDATE child SET
    in_scope = 0, past = 0, absences = absences + 1, absent_on = (SELECT day FROM run WHERE id = ?2),
    held_by = NULL, held_rule = NULL, held_path = NULL, held_reason = NULL, held_since = NULL
  WHERE la_child_id = ?1
)";

constexpr char kSee[] =
    "UPDATE child SET in_scope = 1, absences = 0, absent_on = NULL, past = 0 "
    "WHERE la_child_id = ?1";

// A newer document that waits still goes; a purge that waited does not.
constexpr char kRetire[] = R"(
  UPDATE child SET
    in_scope = 0, absences = 0, absent_on = NULL, past = 1,
    held_by = NULL, held_rule = NULL, held_path = NULL, held_reason = NULL, held_since = NULL,
    waiting_document = iif(waiting_purge, NULL, waiting_document),
    waiting_digest = iif(waiting_purge, NULL, waiting_digest),
    waiting_since = iif(waiting_purge, NULL, waiting_since), waiting_purge = 0
  WHERE la_child_id = ?1
)";

constexpr char kForget[] = "DELETE FROM child WHERE la_child_id = ?1";

}  // namespace

Result<Mover> Mover::open(const sqlite::Database& database, RunId run, Instant now) {
  Mover mover;
  TRY_ASSIGN(mover.wait_, database.prepare(kWait));
  TRY_ASSIGN(mover.rest_, database.prepare(kRest));
  TRY_ASSIGN(mover.hold_, database.prepare(kHold));
  TRY_ASSIGN(mover.miss_, database.prepare(kMiss));
  TRY_ASSIGN(mover.retire_, database.prepare(kRetire));
  TRY_ASSIGN(mover.see_, database.prepare(kSee));
  TRY_ASSIGN(mover.forget_, database.prepare(kForget));
  mover.run_ = run;
  mover.now_ = rfc3339(now);
  return mover;
}

Result<void> Mover::carry_out(const Move& move) {
  switch (move.to) {
    case Move::To::waiting:
      return wait(move, 0);
    case Move::To::purging:
      return wait(move, 1);
    case Move::To::at_rest:
      return rest_.bind(1, move.child).run();
    case Move::To::absent:
      return miss_.bind(1, move.child).bind(2, run_).run();
    case Move::To::seen:
      return see_.bind(1, move.child).run();
    case Move::To::past:
      return retire_.bind(1, move.child).run();
    case Move::To::held:
      return hold(move);
    case Move::To::forgotten:
      break;
  }
  return forget_.bind(1, move.child).run();
}

Result<void> Mover::wait(const Move& move, std::int64_t purge) {
  wait_.bind(1, move.child).bind(2, 1 - purge).bind(3, move.document);
  wait_.bind_blob(4, move.digest.bytes()).bind(5, now_).bind(6, purge);
  return wait_.run();
}

Result<void> Mover::hold(const Move& move) {
  hold_.bind(1, move.child).bind(2, move.hold->rule).bind(3, move.hold->path);
  return hold_.bind(4, move.hold->what).bind(5, now_).run();
}

}  // namespace dataflow::ledger
