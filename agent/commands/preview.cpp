// dataflow-agent preview: what the next run would send, without sending or keeping anything.
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/preview_answers.h"
#include "agent/flow/brake.h"
#include "agent/flow/trial.h"
#include "agent/ledger/accepted_documents.h"
#include "agent/ledger/mark.h"

namespace dataflow::commands {

namespace {

struct PreviewOptions : PlanOptions {
  std::string child;
  bool diff = false;
  bool documents = false;
  bool json = false;
  bool unmask = false;

  /// Neither one child nor documents nor differences: only the counts.
  [[nodiscard]] bool only_counts() const { return child.empty() && !diff && !documents; }
  [[nodiscard]] Form form() const { return json ? Form::json : Form::text; }
  [[nodiscard]] Values values() const { return unmask ? Values::whole : Values::masked; }
};

/// Takes what the comparison tells of each child.
class Viewer {
 public:
  Viewer(const PreviewOptions& options, const Surroundings& surroundings, const app::Plan& plan,
         ledger::AcceptedDocuments accepted)
      : options_(options),
        surroundings_(surroundings),
        plan_(plan),
        accepted_(std::move(accepted)),
        holds_(plan.standard()) {}

  Result<void> take(const std::string& child, const Record* record, flow::Decision decision) {
    if (decision.found == flow::Found::held) count_hold(record);
    if (!options_.child.empty()) {
      return child == options_.child ? answer_child(record, decision) : Result<void>();
    }
    if (options_.documents && record != nullptr && !record->held()) {
      surroundings_.out << record->document << "\n";
    }
    if (options_.diff && decision.found != flow::Found::held &&
        decision.found != flow::Found::absent && decision.found != flow::Found::past) {
      return count_paths(child, record);
    }
    return {};
  }

  void finish(const ledger::RunFigures& figures, const std::vector<ledger::Alarm>& alarms) {
    if (!options_.child.empty()) {
      if (!answered_) {
        say("This child is neither in the cohort nor in the ledger: 'explain' says why.");
      }
    } else if (options_.diff) {
      surroundings_.out << summary_answer(paths_, options_.form());
      if (not_kept_ > 0 && options_.form() == Form::text) {
        surroundings_.out << fmt::format(
            "{} not compared: what was accepted of them is no longer kept.\n", children(not_kept_));
      }
    } else if (options_.only_counts()) {
      holds_.add_nameless(figures.held - held_);
      surroundings_.out << counts_answer(figures, holds_.refusals(), alarms, options_.form());
    }
  }

 private:
  void count_hold(const Record* record) {
    ++held_;
    if (record != nullptr && record->held()) {
      holds_.add(*record);
    } else {
      holds_.add({"endpoint", "", "The endpoint refused this very document.", 1});
    }
  }

  void say(const std::string& sentence) const {
    surroundings_.out << sentence_answer(sentence, options_.form());
  }

  Result<void> answer_child(const Record* record, flow::Decision decision) {
    answered_ = true;
    if (record != nullptr && record->held()) {
      say("This child is held: 'explain' says why.");
      return {};
    }
    if (options_.diff) {
      TRY_ASSIGN(const auto found, differences_of(options_.child, record));
      if (!found) {
        say("What was accepted of this child is no longer kept, so there is nothing to compare.");
        return {};
      }
      surroundings_.out << difference_answer(*found, options_.values(), options_.form());
      return {};
    }
    if (decision.found == flow::Found::absent) {
      say("This child is missing from the cohort, but not for long enough to be purged.");
      return {};
    }
    if (decision.found == flow::Found::past) {
      say("This child has left the collection window: the endpoint keeps what it holds.");
      return {};
    }
    if (decision.found == flow::Found::leaving) {
      say("This child is no longer in the cohort: its purge would be sent.");
      return {};
    }
    const auto values =
        flow::differences(plan_.standard(), nullptr, boost::json::parse(record->document));
    surroundings_.out << document_answer(values, options_.values(), options_.form());
    return {};
  }

  /// Nothing when the accepted document is no longer kept.
  Result<std::optional<std::vector<flow::Difference>>> differences_of(const std::string& child,
                                                                      const Record* record) {
    TRY_ASSIGN(const auto accepted, accepted_.of(child));
    if (accepted && accepted->empty()) {
      return std::optional<std::vector<flow::Difference>>();
    }
    boost::json::value before;
    boost::json::value after;
    if (accepted) before = boost::json::parse(*accepted);
    if (record != nullptr) after = boost::json::parse(record->document);
    return std::optional(flow::differences(plan_.standard(), before, after));
  }

  Result<void> count_paths(const std::string& child, const Record* record) {
    TRY_ASSIGN(const auto found, differences_of(child, record));
    if (!found) {
      ++not_kept_;
      return {};
    }
    std::set<std::string> paths;
    for (const auto& difference : *found) paths.insert(difference.field->path);
    for (const auto& path : paths) ++paths_[path];
    return {};
  }

  const PreviewOptions& options_;
  const Surroundings& surroundings_;
  const app::Plan& plan_;
  ledger::AcceptedDocuments accepted_;
  flow::RefusalCount holds_;
  std::int64_t held_ = 0;
  std::int64_t not_kept_ = 0;  ///< children whose accepted document is not kept any more
  ChangedPaths paths_;
  bool answered_ = false;
};

/// What is shown without masks, for the audit trail; empty when nothing is.
std::string unmasked_view(const PreviewOptions& options) {
  if (!options.unmask) return "";
  if (options.documents) return "preview of all documents";
  if (options.child.empty()) return "";
  return options.diff ? "preview of the difference" : "preview of the document";
}

/// Only for reading, and of an older version as it will be, unless a viewing is to be noted in it
/// or there is none yet. One that a run could not use is an error either way.
Result<ledger::Ledger> open_ledger(const PreviewOptions& options, const app::Plan& plan) {
  const bool writes = !unmasked_view(options).empty() || !ledger::was_made(plan.settings().ledger);
  if (writes) return plan.open_ledger();
  TRY(plan.open_ledger_as_it_is());
  return plan.open_ledger_to_read();
}

Exit compare(const PreviewOptions& options, const Surroundings& surroundings, const app::Plan& plan,
             connectors::Connector& source) {
  const auto ledger = open_ledger(options, plan);
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto log = plan.open_log();
  if (!log) return report(surroundings, log.error(), Exit::settings);
  const auto clock = clock_for(options);
  const auto progress = show_progress(surroundings);
  if (const auto view = unmasked_view(options); !view.empty()) {
    const auto noted = note_viewing(*ledger, options.child, view, *clock);
    if (!noted) return report(surroundings, noted.error(), Exit::ledger);
  }
  auto accepted = ledger::AcceptedDocuments::open(*ledger);
  if (!accepted) return report(surroundings, accepted.error(), Exit::ledger);
  Viewer viewer(options, surroundings, plan, std::move(*accepted));
  const auto since = flow::since_of(plan.settings().window_roll, *ledger);
  if (!since) return report(surroundings, since.error(), Exit::ledger);
  auto parts = plan.build_parts(source, *clock, **log, *progress);
  parts.since = *since;
  parts.ledger = &*ledger;
  const auto build = flow::build(parts);
  if (!build) return report(surroundings, build.error(), Exit::source);
  const flow::Absence absence{plan.settings().purge_after_days, clock->today()};
  const auto figures =
      flow::compare(*build, plan.standard(), *ledger, absence, [&](const flow::Compared& compared) {
        return viewer.take(compared.child, compared.record, compared.decision);
      });
  if (!figures) return report(surroundings, figures.error(), Exit::ledger);
  std::vector<ledger::Alarm> alarms;
  if (options.only_counts()) {
    const auto& limits = plan.settings().brake;
    const auto effects =
        flow::effects_of(*build, plan.standard(), *ledger, absence, limits.flipped);
    if (!effects) return report(surroundings, effects.error(), Exit::ledger);
    alarms = flow::alarms_of(*effects, limits);
  }
  viewer.finish(*figures, alarms);
  return Exit::done;
}

Exit try_standard(const PreviewOptions& options, const Surroundings& surroundings,
                  const app::Plan& plan, connectors::Connector& source) {
  const auto log = plan.open_log();
  if (!log) return report(surroundings, log.error(), Exit::settings);
  const auto clock = clock_for(options);
  const auto progress = show_progress(surroundings);
  const auto build = flow::build(plan.build_parts(source, *clock, **log, *progress));
  if (!build) return report(surroundings, build.error(), Exit::source);
  const auto trial = flow::trial_of(*build, plan.standard());
  surroundings.out << trial_answer(trial, plan.standard().id(), options.form());
  return Exit::done;
}

Exit preview(const PreviewOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto source = plan->open_source();
  if (!source) return report(surroundings, source.error(), Exit::source);
  if (!options.standard.empty()) return try_standard(options, surroundings, *plan, **source);
  return compare(options, surroundings, *plan, **source);
}

}  // namespace

void add_preview(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<PreviewOptions>();
  auto command =
      line.add("preview", "Show what the next run would send; send and keep nothing",
               [=, &surroundings] { return static_cast<int>(preview(*options, surroundings)); });
  add_config_option(command, *options);
  add_today_option(command, *options);
  command.text("child", options->child, "Show this child's document, one line per value", "ID");
  command.flag("diff", options->diff,
               "Show what differs from what was last accepted: field by field with --child, the "
               "number of children per field without");
  command.text("standard", options->standard,
               "Say what this version of the standard would refuse, such as dfe-csc/1.0.1",
               "NAME/VERSION");
  command.flag("json", options->json, "Answer as JSON");
  command.flag("documents", options->documents, "Print every child's document, one to a line");
  command.flag("unmask", options->unmask, "Show names and identifiers; the audit trail records it");
  command.needs("documents", "unmask");
  for (const auto* other : {"child", "diff", "standard"}) command.excludes("documents", other);
  for (const auto* other : {"child", "diff", "unmask"}) command.excludes("standard", other);
}

}  // namespace dataflow::commands
