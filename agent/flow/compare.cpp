#include "agent/flow/compare.h"

#include <algorithm>

#include "agent/standard/skeleton.h"

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
    case Found::past:
      ++figures.past;
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
  Comparison(const Build& build, const standard::Standard& standard, ledger::ChildStates& states,
             const Absence& absence, ledger::RunFigures& figures)
      : next_(build.records.begin()),
        end_(build.records.end()),
        past_(build.past),
        standard_(standard),
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
      const bool past =
          record == nullptr && std::binary_search(past_.begin(), past_.end(), state->child);
      const Decision decision =
          past ? decide_past(*state) : decide(record, state, absence_, remnants(record, state));
      count(figures_, decision.found);
      TRY(on_child({record != nullptr ? record->child : state->child, record, state, decision}));
      if (record != nullptr) ++next_;
      if (state != nullptr) TRY(next_state());
    }
    return {};
  }

 private:
  /// Only after the window has rolled can the endpoint hold more than it accepted last.
  [[nodiscard]] Remnants remnants(const Record* record, const ledger::ChildState* state) const {
    if (record == nullptr || state == nullptr || record->held()) return Remnants::none;
    if (state->accepted != record->digest || state->known == record->skeleton) {
      return Remnants::none;
    }
    const bool some =
        standard::with_purges(standard_, record->document, state->known, record->spared)
            .has_value();
    return some ? Remnants::some : Remnants::none;
  }

  Result<void> next_state() {
    TRY_ASSIGN(has_state_, states_.next());
    return {};
  }

  std::vector<Record>::const_iterator next_;
  std::vector<Record>::const_iterator end_;
  const std::vector<std::string>& past_;
  const standard::Standard& standard_;
  ledger::ChildStates& states_;
  const Absence& absence_;
  ledger::RunFigures& figures_;
  bool has_state_ = false;
};

}  // namespace

Result<ledger::RunFigures> compare(const Build& build, const standard::Standard& standard,
                                   const ledger::Ledger& ledger, const Absence& absence,
                                   const OnChild& on_child) {
  TRY_ASSIGN(auto states, ledger::ChildStates::open(ledger));
  ledger::RunFigures figures;
  figures.rows = build.rows;
  take_over(figures, build.cohort);
  figures.findings = static_cast<std::int64_t>(build.council.size());
  for (const auto& record : build.records) {
    figures.findings += static_cast<std::int64_t>(record.findings.size());
  }
  TRY(Comparison(build, standard, states, absence, figures).run(on_child));
  return figures;
}

}  // namespace dataflow::flow
