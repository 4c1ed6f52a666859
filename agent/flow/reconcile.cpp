#include "agent/flow/reconcile.h"

namespace dataflow::flow {

namespace {

Decision decide_absent(const ledger::ChildState& state) {
  if (state.waiting_purge) return {Found::leaving, Step::none};
  const bool endpoint_may_hold_it = state.accepted.has_value() || state.in_doubt;
  return {Found::leaving, endpoint_may_hold_it ? Step::purge : Step::forget};
}

Decision decide_present(const Record& record, const ledger::ChildState& state) {
  // The endpoint refused this very document: it goes again when its content changes.
  if (state.refused == record.digest) return {Found::held, Step::none};
  const Found difference = state.accepted ? Found::changed : Found::fresh;
  const bool waits_already = state.waiting == record.digest && !state.waiting_purge;
  if (waits_already && !state.held) return {difference, Step::none};
  // After an unanswered delivery the endpoint may hold something newer than what it accepted.
  const bool endpoint_holds_it = state.accepted == record.digest && !state.in_doubt;
  if (!endpoint_holds_it) return {difference, Step::send};
  const bool nothing_to_write = !state.waiting && !state.held && state.in_scope;
  return {Found::unchanged, nothing_to_write ? Step::none : Step::rest};
}

}  // namespace

Decision decide(const Record* record, const ledger::ChildState* state) {
  if (record == nullptr) return decide_absent(*state);
  if (record->held()) return {Found::held, Step::hold};
  if (state == nullptr) return {Found::fresh, Step::send};
  return decide_present(*record, *state);
}

}  // namespace dataflow::flow
