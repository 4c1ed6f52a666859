#include "agent/ledger/child_states.h"

namespace dataflow::ledger {

namespace {

std::optional<Digest> digest(const sqlite::Statement& select, int column) {
  if (select.is_null(column)) return std::nullopt;
  return Digest::from_bytes(select.blob(column));
}

}  // namespace

Result<ChildStates> ChildStates::open(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare(
                 "SELECT la_child_id, in_scope, accepted_digest, waiting_digest, waiting_purge, "
                 "in_doubt, held_by IS NOT NULL, refused_digest, accepted_content, "
                 "absences, absent_on, past, known FROM child ORDER "
                 "BY la_child_id"));
  return ChildStates(std::move(select));
}

Result<bool> ChildStates::next() {
  switch (select_.step()) {
    case sqlite::Step::done:
      return false;
    case sqlite::Step::failed:
      return select_.error();
    case sqlite::Step::row:
      break;
  }
  state_.child = select_.text(0);
  state_.in_scope = select_.integer(1) != 0;
  state_.accepted = digest(select_, 2);
  state_.waiting = digest(select_, 3);
  state_.waiting_purge = select_.integer(4) != 0;
  state_.in_doubt = select_.integer(5) != 0;
  state_.held = select_.integer(6) != 0;
  state_.refused = digest(select_, 7);
  state_.content = digest(select_, 8);
  state_.absences = select_.integer(9);
  state_.absent_on = Day::parse(select_.text(10));
  state_.past = select_.integer(11) != 0;
  state_.known = select_.text(12);
  return true;
}

}  // namespace dataflow::ledger
