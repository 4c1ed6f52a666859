#include "agent/flow/intake.h"

#include <fmt/format.h>

#include "agent/flow/brake.h"
#include "agent/flow/compare.h"
#include "agent/ledger/disk_space.h"
#include "agent/ledger/retention.h"
#include "agent/ledger/settlement.h"
#include "agent/standard/content.h"
#include "agent/standard/skeleton.h"

namespace dataflow::flow {

namespace {

using Contents = std::unordered_map<const Record*, Digest>;

/// Keeps documents and collects moves for the settlement.
class Collector {
 public:
  Collector(const standard::Standard& standard, const Contents& contents,
            ledger::DocumentKeeper keeper)
      : standard_(standard), contents_(contents), keeper_(std::move(keeper)) {}

  Result<void> take(const Compared& compared) {
    using To = ledger::Move::To;
    const auto& [child, record, state, decision] = compared;
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
      case Step::miss:
        moves_.push_back({child, To::absent, 0, {}, std::nullopt});
        return {};
      case Step::see:
        moves_.push_back({child, To::seen, 0, {}, std::nullopt});
        return {};
      case Step::retire:
        moves_.push_back({child, To::past, 0, {}, std::nullopt});
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
    // A receipt that came between the count and now can make one more child go.
    const auto counted = contents_.find(&record);
    const Digest content = counted != contents_.end()
                               ? counted->second
                               : standard::content_digest(standard_, record.document);
    TRY_ASSIGN(const auto id, keeper_.keep({ledger::DocumentKind::state, record.digest, content,
                                            record.skeleton, record.document, record.spared}));
    moves_.push_back({record.child, ledger::Move::To::waiting, id, record.digest, std::nullopt});
    return {};
  }

  Result<void> purge(const std::string& child) {
    const std::string body = standard::purge_of_child(standard_, child);
    const Digest digest = sha256(body);
    TRY_ASSIGN(const auto id,
               keeper_.keep({ledger::DocumentKind::purge, digest, std::nullopt, "", body, ""}));
    moves_.push_back({child, ledger::Move::To::purging, id, digest, std::nullopt});
    return {};
  }

  const standard::Standard& standard_;
  const Contents& contents_;
  ledger::DocumentKeeper keeper_;
  std::vector<ledger::Move> moves_;
};

/// Everything the rules and the builder found, for the ledger.
std::vector<ledger::ChildFinding> findings_of(const Build& build) {
  std::vector<ledger::ChildFinding> all;
  for (const auto& finding : build.council) all.push_back({"", finding});
  for (const auto& record : build.records) {
    for (const auto& finding : record.findings) all.push_back({record.child, finding});
  }
  return all;
}

Absence absence_of(const IntakeParts& parts) {
  return {parts.purge_after_days, parts.build.clock.today()};
}

/// Everything that the brake says of the build, and whether people have approved it already.
struct Judgement {
  std::vector<ledger::Alarm> alarms;
  std::vector<ledger::Alarm> open;  ///< of them, those that nobody approved
  Effects effects;
};

Result<Judgement> ask_brake(const IntakeParts& parts, const Build& build) {
  TRY_ASSIGN(auto effects, effects_of(build, parts.build.standard, parts.ledger, absence_of(parts),
                                      parts.limits.flipped));
  TRY_ASSIGN(const auto approved, ledger::approved_scope(parts.ledger, parts.limits.approvals));
  auto alarms = alarms_of(effects, parts.limits);
  auto open = not_approved(alarms, effects, approved, parts.limits);
  return Judgement{std::move(alarms), std::move(open), std::move(effects)};
}

Result<void> hold(const IntakeParts& parts, ledger::RunId run, const Judgement& judgement,
                  const std::vector<SourceFile>& files) {
  const auto& effects = judgement.effects;
  return ledger::hold_run(parts.ledger, run, effects.figures, judgement.alarms, effects.leaving,
                          files, parts.build.clock.now());
}

std::string mapped_by(const BuildParts& parts, const Build& build) {
  return fmt::format("mapping {} sha-256 {}, standard {}", build.mapping,
                     parts.mapping.digest.hex(), parts.standard.id());
}

Result<ledger::RunFigures> settle(const IntakeParts& parts, ledger::RunId run, const Build& build,
                                  const Judgement& judgement) {
  TRY_ASSIGN(auto keeper, ledger::DocumentKeeper::open(parts.ledger));
  Collector collector(parts.build.standard, judgement.effects.contents, std::move(keeper));
  TRY_ASSIGN(const auto figures,
             compare(build, parts.build.standard, parts.ledger, absence_of(parts),
                     [&](const Compared& compared) { return collector.take(compared); }));
  TRY(collector.finish());
  TRY(ledger::settle(parts.ledger, run,
                     {collector.moves(), figures, findings_of(build), build.groups, build.tables,
                      build.window_start, mapped_by(parts.build, build), !judgement.alarms.empty(),
                      build.files, build.mark, build.seen},
                     parts.build.clock.now()));
  return figures;
}

Result<Intake> finish_run(const IntakeParts& parts, ledger::RunId run) {
  TRY_ASSIGN(const auto since, since_of(parts.window_roll, parts.ledger));
  BuildParts build_parts = parts.build;
  build_parts.since = since;
  build_parts.ledger = &parts.ledger;
  TRY_ASSIGN(const auto build, flow::build(build_parts));
  TRY_ASSIGN(const auto judgement, ask_brake(parts, build));
  Intake intake{run, {}, judgement.open};
  if (intake.held()) {
    TRY(hold(parts, run, judgement, build.files));
    intake.figures = judgement.effects.figures;
  } else {
    TRY_ASSIGN(intake.figures, settle(parts, run, build, judgement));
  }
  return intake;
}

std::string summary(const ledger::RunFigures& figures) {
  return fmt::format(
      "{} persons considered, {} in scope: {} new, {} changed, {} unchanged, {} held; {} past the "
      "window, {} absent, {} leaving; {} findings; {} rows read.",
      figures.considered, figures.in_scope, figures.fresh, figures.changed, figures.unchanged,
      figures.held, figures.past, figures.absent, figures.leaving, figures.findings, figures.rows);
}

void log_end(Log& log, const Intake& intake) {
  if (!intake.held()) return log.info(events::kIntakeSettled, summary(intake.figures));
  for (const auto& alarm : intake.alarms) log.warning(events::kBrakeAlarm, alarm.says);
  log.warning(events::kBrakeHeld,
              fmt::format("Run {} is held and nothing of it is sent: {} It waits for "
                          "'dataflow-agent approve {}' or 'reject {}'.",
                          intake.run, summary(intake.figures), intake.run, intake.run));
}

/// That a source is not ready yet is no fault of anybody's.
void log_failure(Log& log, const Error& error) {
  if (error.remedy == Remedy::wait) return log.warning(events::kIntakeWaits, describe(error));
  log.error(events::kIntakeFailed, describe(error));
}

/// The run has taken effect, so a failure here is for the log; the next run tries again.
void erase_old(const IntakeParts& parts) {
  Log& log = parts.build.log;
  const auto erased = ledger::erase_old(parts.ledger, parts.retention, parts.build.clock.now());
  if (!erased) return log.error(events::kRetentionFailed, describe(erased.error()));
  if (erased->documents == 0 && erased->runs == 0) return;
  log.info(events::kRetentionErased, fmt::format("{} accepted documents and {} runs were too old.",
                                                 erased->documents, erased->runs));
}

}  // namespace

Result<std::optional<Day>> since_of(WindowRoll roll, const ledger::Ledger& ledger) {
  if (roll == WindowRoll::purge) return std::optional<Day>();
  return ledger::first_window_start(ledger);
}

Result<Intake> take_in(const IntakeParts& parts) {
  Clock& clock = parts.build.clock;
  Log& log = parts.build.log;
  if (auto space = ledger::check_space_to_read(parts.ledger, parts.disk); !space) {
    log.error(events::kIntakePaused, describe(space.error()));
    return std::move(space).error();
  }
  const auto run = ledger::begin_run(parts.ledger, clock.today(), clock.now());
  if (!run) {
    log.error(events::kIntakeFailed, describe(run.error()));
    return run.error();
  }
  auto intake = finish_run(parts, *run);
  if (!intake) {
    log_failure(log, intake.error());
    TRY(ledger::fail_run(parts.ledger, *run, intake.error(), clock.now()));
    return std::move(intake).error();
  }
  log_end(log, *intake);
  if (!intake->held()) erase_old(parts);
  return intake;
}

}  // namespace dataflow::flow
