#include "agent/flow/intake.h"

#include <fmt/format.h>

#include "agent/ledger/settlement.h"
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
             ledger::RunFigures& figures)
      : next_(records.begin()), end_(records.end()), states_(states), figures_(figures) {}

  Result<void> run(const OnChild& on_child) {
    TRY(next_state());
    while (next_ != end_ || has_state_) {
      const int order = !has_state_     ? -1
                        : next_ == end_ ? 1
                                        : next_->child.compare(states_.current().child);
      const Record* record = order <= 0 ? &*next_ : nullptr;
      const ledger::ChildState* state = order >= 0 ? &states_.current() : nullptr;
      const Decision decision = decide(record, state);
      count(figures_, decision.found);
      TRY(on_child(record ? record->child : state->child, record, decision));
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
  ledger::RunFigures& figures_;
  bool has_state_ = false;
};

/// Keeps documents and collects moves for the settlement.
class Collector {
 public:
  Collector(const standard::Standard& standard, ledger::DocumentKeeper keeper)
      : standard_(standard), keeper_(std::move(keeper)) {}

  Result<void> take(const std::string& child, const Record* record, Decision decision) {
    using To = ledger::Move::To;
    switch (decision.step) {
      case Step::none:
        return {};
      case Step::send:
        return send(*record);
      case Step::purge:
        return purge(child);
      case Step::rest:
        moves_.push_back({child, To::at_rest, 0, {}, std::nullopt});
        return {};
      case Step::forget:
        moves_.push_back({child, To::forgotten, 0, {}, std::nullopt});
        return {};
      case Step::hold:
        break;
    }
    for (const auto& finding : record->findings) {
      if (finding.weight != Weight::hold) continue;
      moves_.push_back({child, To::held, 0, {}, finding});
      break;
    }
    return {};
  }

  Result<void> finish() { return keeper_.finish(); }
  [[nodiscard]] const std::vector<ledger::Move>& moves() const { return moves_; }

 private:
  Result<void> send(const Record& record) {
    TRY_ASSIGN(const auto id, keeper_.keep(ledger::DocumentKind::state, record.digest,
                                           record.skeleton, record.document));
    moves_.push_back({record.child, ledger::Move::To::waiting, id, record.digest, std::nullopt});
    return {};
  }

  Result<void> purge(const std::string& child) {
    const std::string body = standard::purge_of_child(standard_, child);
    const Digest digest = sha256(body);
    TRY_ASSIGN(const auto id, keeper_.keep(ledger::DocumentKind::purge, digest, "", body));
    moves_.push_back({child, ledger::Move::To::purging, id, digest, std::nullopt});
    return {};
  }

  const standard::Standard& standard_;
  ledger::DocumentKeeper keeper_;
  std::vector<ledger::Move> moves_;
};

/// A source without a single child is a half-built copy far more often than the truth.
Result<void> refuse_empty_source(const ledger::RunFigures& figures) {
  if (figures.in_scope > 0 || figures.leaving == 0) return {};
  return Error{Remedy::stop, "source",
               fmt::format("The source holds no child of the cohort, and {} would be purged. "
                           "Nothing was changed.",
                           figures.leaving),
               "Check that the source has been filled and that the mapping's cohort is right."};
}

/// Everything the rules and the builder found, for the ledger.
std::vector<ledger::ChildFinding> findings_of(const Build& build) {
  std::vector<ledger::ChildFinding> all;
  for (const auto& finding : build.council) all.push_back({"", finding});
  for (const auto& record : build.records) {
    for (const auto& finding : record.findings) all.push_back({record.child, finding});
  }
  return all;
}

Result<ledger::RunFigures> settle_run(const IntakeParts& parts, ledger::RunId run) {
  TRY_ASSIGN(const auto build, flow::build(parts.build));
  TRY_ASSIGN(auto keeper, ledger::DocumentKeeper::open(parts.ledger));
  Collector collector(parts.build.standard, std::move(keeper));
  const auto collect = [&](const std::string& child, const Record* record, Decision decision) {
    return collector.take(child, record, decision);
  };
  TRY_ASSIGN(const auto figures, compare(build, parts.ledger, collect));
  TRY(refuse_empty_source(figures));
  TRY(collector.finish());
  TRY(ledger::settle(parts.ledger, run,
                     {collector.moves(), figures, findings_of(build), build.groups},
                     parts.build.clock.now()));
  return figures;
}

}  // namespace

Result<ledger::RunFigures> compare(const Build& build, const ledger::Ledger& ledger,
                                   const OnChild& on_child) {
  TRY_ASSIGN(auto states, ledger::ChildStates::open(ledger));
  ledger::RunFigures figures;
  figures.rows = build.rows;
  take_over(figures, build.cohort);
  figures.findings = static_cast<std::int64_t>(build.council.size());
  for (const auto& record : build.records) {
    figures.findings += static_cast<std::int64_t>(record.findings.size());
  }
  TRY(Comparison(build.records, states, figures).run(on_child));
  return figures;
}

Result<ledger::RunFigures> take_in(const IntakeParts& parts) {
  TRY_ASSIGN(const auto run,
             ledger::begin_run(parts.ledger, parts.build.clock.today(), parts.build.clock.now()));
  auto figures = settle_run(parts, run);
  if (!figures) {
    parts.build.log.error("intake.failed", describe(figures.error()));
    TRY(ledger::fail_run(parts.ledger, run, figures.error(), parts.build.clock.now()));
    return std::move(figures).error();
  }
  parts.build.log.info(
      "intake.settled",
      fmt::format("{} persons considered, {} in scope: {} new, {} changed, {} unchanged, "
                  "{} held; {} leaving; {} findings; {} rows read.",
                  figures->considered, figures->in_scope, figures->fresh, figures->changed,
                  figures->unchanged, figures->held, figures->leaving, figures->findings,
                  figures->rows));
  return figures;
}

}  // namespace dataflow::flow
