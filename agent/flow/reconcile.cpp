#include "agent/flow/reconcile.h"

namespace dataflow::flow {

namespace {

Decision decide_absent(const ledger::ChildState& state, const Absence& absence) {
  if (state.waiting_purge) return {Found::leaving, Step::none};
  const bool endpoint_may_hold_it = state.accepted.has_value() || state.in_doubt;
  if (!endpoint_may_hold_it) return {Found::leaving, Step::forget};
  const bool counted_today = state.absent_on == absence.today;
  const std::int64_t days = state.absences + (counted_today ? 0 : 1);
  if (days >= absence.days) return {Found::leaving, Step::purge};
  return {Found::absent, counted_today ? Step::none : Step::miss};
}

Decision decide_present(const Record& record, const ledger::ChildState& state, Remnants remnants) {
  // The endpoint refused this very document: it goes again when its content changes.
  const Step as_before = state.in_scope ? Step::none : Step::see;
  if (state.refused == record.digest) return {Found::held, as_before};
  const Found difference = state.accepted ? Found::changed : Found::fresh;
  const bool waits_already = state.waiting == record.digest && !state.waiting_purge;
  if (waits_already && !state.held) return {difference, as_before};
  // After an unanswered delivery the endpoint may hold something newer than what it accepted.
  const bool endpoint_holds_it =
      state.accepted == record.digest && !state.in_doubt && remnants == Remnants::none;
  const bool repeated = state.accepted == record.digest;
  if (!endpoint_holds_it) return {repeated ? Found::unchanged : difference, Step::send};
  const bool nothing_to_write = !state.waiting && !state.held && state.in_scope;
  return {Found::unchanged, nothing_to_write ? Step::none : Step::rest};
}

}  // namespace

Decision decide_past(const ledger::ChildState& state) {
  const bool endpoint_may_hold_it = state.accepted.has_value() || state.in_doubt;
  if (!endpoint_may_hold_it) return {Found::past, Step::forget};
  return {Found::past, state.past ? Step::none : Step::retire};
}

Decision decide(const Record* record, const ledger::ChildState* state, const Absence& absence,
                Remnants remnants) {
  if (record == nullptr) return decide_absent(*state, absence);
  if (record->held()) return {Found::held, Step::hold};
  if (state == nullptr) return {Found::fresh, Step::send};
  return decide_present(*record, *state, remnants);
}

}  // namespace dataflow::flow
