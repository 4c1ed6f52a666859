// dataflow-agent preview: what the next run would send, without sending or keeping anything.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/app/intake_of.h"
#include "agent/commands/command.h"
#include "agent/core/canonical_json.h"

namespace dataflow::commands {

namespace {

struct PreviewOptions : PlanOptions {
  bool json = false;
  bool documents = false;
  bool unmask = false;
};

void answer(const PreviewOptions& options, const Surroundings& surroundings,
            const ledger::RunFigures& figures) {
  if (options.json) {
    surroundings.out << canonical_json(boost::json::object{{"considered", figures.considered},
                                                           {"in_scope", figures.in_scope},
                                                           {"new", figures.fresh},
                                                           {"changed", figures.changed},
                                                           {"unchanged", figures.unchanged},
                                                           {"held", figures.held},
                                                           {"leaving", figures.leaving},
                                                           {"findings", figures.findings}})
                     << "\n";
    return;
  }
  surroundings.out << fmt::format(
      "The next run would send {} new, {} changed and {} leaving; {} unchanged, {} held.\n"
      "{} persons considered, {} in scope, {} findings.\n",
      with_commas(figures.fresh), with_commas(figures.changed), with_commas(figures.leaving),
      with_commas(figures.unchanged), with_commas(figures.held), with_commas(figures.considered),
      with_commas(figures.in_scope), with_commas(figures.findings));
}

Exit preview(const PreviewOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto source = plan->open_source();
  if (!source) return report(surroundings, source.error(), Exit::source);
  const auto log = plan->open_log();
  if (!log) return report(surroundings, log.error(), Exit::settings);
  const auto clock = clock_for(options);
  const auto progress = show_progress(surroundings);
  const auto show = [&](const std::string&, const Record* record, flow::Decision) {
    if (options.documents && record != nullptr && !record->held()) {
      surroundings.out << record->document << "\n";
    }
    return Result<void>();
  };
  const auto build = app::build(*plan, **source, {*clock, **log, *progress});
  if (!build) return report(surroundings, build.error(), Exit::source);
  const auto figures = flow::compare(*build, *ledger, show);
  if (!figures) return report(surroundings, figures.error(), Exit::ledger);
  if (!options.documents) answer(options, surroundings, *figures);
  return Exit::done;
}

}  // namespace

void add_preview(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<PreviewOptions>();
  auto command =
      line.add("preview", "Show what the next run would send; send and keep nothing",
               [=, &surroundings] { return static_cast<int>(preview(*options, surroundings)); });
  add_config_option(command, *options);
  add_today_option(command, *options);
  command.flag("json", options->json, "Answer as JSON");
  command.flag("documents", options->documents, "Print every child's document, one to a line");
  command.flag("unmask", options->unmask, "With --documents: show names and identifiers");
  command.together("documents", "unmask");
}

}  // namespace dataflow::commands
