// dataflow-agent explain: why a field of a child says what it says, back to the source's rows.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/explanation_text.h"
#include "agent/commands/viewing.h"
#include "agent/core/canonical_json.h"
#include "agent/explain/document_path.h"
#include "agent/explain/explanation_mask.h"
#include "agent/flow/explaining.h"

namespace dataflow::commands {

namespace {

struct ExplainOptions : PlanOptions {
  std::string child;
  std::string path;
  bool json = false;
  bool unmask = false;
};

void answer(const ExplainOptions& options, const Surroundings& surroundings, const app::Plan& plan,
            mapping::ChildExplanation explanation) {
  const auto& mapping = *explanation.mapping;
  if (!options.unmask) {
    explanation = mapping::masked(std::move(explanation), plan.standard(),
                                  mapping::words_ever(mapping.codes));
  }
  const std::string file = std::filesystem::path(plan.mapping().file).filename().string();
  if (options.json) {
    auto json = explanation_json(explanation, file);
    json["mapping"] = mapping.name;
    surroundings.out << canonical_json(json) << "\n";
  } else {
    if (mapping.name != plan.mapping().name) {
      surroundings.out << fmt::format("Read with the mapping {}.\n", mapping.name);
    }
    surroundings.out << explanation_text(explanation, file);
  }
}

Exit explain(const ExplainOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  if (const auto path = mapping::DocumentPath::read(options.path, plan->standard()); !path) {
    return report(surroundings, path.error(), Exit::usage);
  }
  const auto source = plan->open_source();
  if (!source) return report(surroundings, source.error(), Exit::source);
  const auto clock = clock_for(options);
  const auto progress = show_progress(surroundings);
  const auto log = plan->open_log();
  if (!log) return report(surroundings, log.error(), Exit::settings);
  Faults faults;
  auto explanation = flow::explain_child(plan->build_parts(**source, *clock, **log, *progress),
                                         {options.child, options.path}, faults);
  if (!explanation) return report(surroundings, faults, explanation.error());
  if (options.unmask) {
    const auto ledger = plan->open_ledger();
    if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
    const auto noted = note_viewing(*ledger, options.child, "explain " + options.path, *clock);
    if (!noted) return report(surroundings, noted.error(), Exit::ledger);
  }
  answer(options, surroundings, *plan, std::move(*explanation));
  return Exit::done;
}

}  // namespace

void add_explain(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<ExplainOptions>();
  auto command =
      line.add("explain", "Say why each field of a child says what it says, or is absent",
               [=, &surroundings] { return static_cast<int>(explain(*options, surroundings)); });
  add_config_option(command, *options);
  add_today_option(command, *options);
  command.text("child", options->child, "The council's own identifier of the child", "ID");
  command.required("child");
  command.text("path", options->path,
               "One field, such as social_care_episodes[0].referral_source or, by its key, "
               "social_care_episodes[E123].referral_source; all when it is not given",
               "PATH");
  command.flag("json", options->json, "Answer as JSON");
  command.flag("unmask", options->unmask, "Show names and identifiers; the audit trail records it");
}

}  // namespace dataflow::commands
