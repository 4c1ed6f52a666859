#include "agent/flow/compare.h"

namespace dataflow::flow {

namespace {

void count(ledger::RunFigures& figures, Found found) {
  switch (found) {
    case Found::fresh:
      ++figures.fresh;
      return;
    case Found::changed:
      ++figures.changed;
      return;
    case Found::unchanged:
      ++figures.unchanged;
      return;
    case Found::held:
      ++figures.held;
      return;
    case Found::absent:
      ++figures.absent;
      return;
    case Found::leaving:
      ++figures.leaving;
      return;
  }
}

void take_over(ledger::RunFigures& figures, const mapping::CohortCount& cohort) {
  figures.considered = cohort.considered;
  figures.in_scope = cohort.in_scope;
  figures.without_id = cohort.without_id;
  figures.held = cohort.without_id;
  for (const auto& excluded : cohort.excluded) {
    figures.exclusions.push_back({excluded.rule, excluded.says, excluded.persons});
  }
}

/// Walks the records and the children of the ledger side by side: both come in byte order of the
/// identifiers.
class Comparison {
 public:
  Comparison(const std::vector<Record>& records, ledger::ChildStates& states,
             const Absence& absence, ledger::RunFigures& figures)
      : next_(records.begin()),
        end_(records.end()),
        states_(states),
        absence_(absence),
        figures_(figures) {}

  Result<void> run(const OnChild& on_child) {
    TRY(next_state());
    while (next_ != end_ || has_state_) {
      const int order = !has_state_     ? -1
                        : next_ == end_ ? 1
                                        : next_->child.compare(states_.current().child);
      const Record* record = order <= 0 ? &*next_ : nullptr;
      const ledger::ChildState* state = order >= 0 ? &states_.current() : nullptr;
      const Decision decision = decide(record, state, absence_);
      count(figures_, decision.found);
      TRY(on_child({record != nullptr ? record->child : state->child, record, state, decision}));
      if (record != nullptr) ++next_;
      if (state != nullptr) TRY(next_state());
    }
    return {};
  }

 private:
  Result<void> next_state() {
    TRY_ASSIGN(has_state_, states_.next());
    return {};
  }

  std::vector<Record>::const_iterator next_;
  std::vector<Record>::const_iterator end_;
  ledger::ChildStates& states_;
  const Absence& absence_;
  ledger::RunFigures& figures_;
  bool has_state_ = false;
};

}  // namespace

Result<ledger::RunFigures> compare(const Build& build, const ledger::Ledger& ledger,
                                   const Absence& absence, const OnChild& on_child) {
  TRY_ASSIGN(auto states, ledger::ChildStates::open(ledger));
  ledger::RunFigures figures;
  figures.rows = build.rows;
  take_over(figures, build.cohort);
  figures.findings = static_cast<std::int64_t>(build.council.size());
  for (const auto& record : build.records) {
    figures.findings += static_cast<std::int64_t>(record.findings.size());
  }
  TRY(Comparison(build.records, states, absence, figures).run(on_child));
  return figures;
}

}  // namespace dataflow::flow
