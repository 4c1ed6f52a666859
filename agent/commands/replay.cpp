// dataflow-agent replay: sends again what the endpoint accepted or refused.
#include "agent/ledger/replay.h"

#include <fmt/format.h>

#include "agent/commands/command.h"

namespace dataflow::commands {

namespace {

struct ReplayOptions : PlanOptions {
  std::string child;
  std::string day;
  bool refused = false;
  bool all = false;
  ledger::ReplayReason reason;
};

/// Nothing unless exactly one was asked for.
std::optional<ledger::ReplayScope> scope_of(const ReplayOptions& options) {
  using Which = ledger::ReplayScope::Which;
  const int ways = int{!options.child.empty()} + int{!options.day.empty()} + int{options.refused} +
                   int{options.all};
  if (ways != 1) return std::nullopt;
  if (!options.child.empty()) return ledger::ReplayScope{Which::child, options.child};
  if (!options.day.empty()) return ledger::ReplayScope{Which::day, options.day};
  return ledger::ReplayScope{options.refused ? Which::refused : Which::all, ""};
}

Exit replay(const ReplayOptions& options, const Surroundings& surroundings) {
  const auto scope = scope_of(options);
  if (!scope) {
    surroundings.err << "One of --child, --day, --refused and --all was expected.\n";
    return Exit::usage;
  }
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger_there();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto count = ledger::replay(*ledger, *scope, options.reason, clock_for(options)->now());
  if (!count) return report(surroundings, count.error(), Exit::ledger);
  surroundings.out << fmt::format("The next run sends {} again.\n", children(*count));
  return Exit::done;
}

}  // namespace

void add_replay(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<ReplayOptions>();
  auto command =
      line.add("replay", "Have the next run send again what the endpoint accepted or refused",
               [=, &surroundings] { return static_cast<int>(replay(*options, surroundings)); });
  add_config_option(command, *options);
  command.text("child", options->child, "This child, by its la_child_id", "ID");
  command.day("day", options->day, "What was accepted on this day");
  command.flag("refused", options->refused, "Whom the endpoint refused");
  command.flag("all", options->all, "Everybody");
  command.text("by", options->reason.by, "Who decides", "NAME");
  command.text("reason", options->reason.reason, "Why, for whoever reads the audit trail", "TEXT");
  command.required("by");
  command.required("reason");
}

}  // namespace dataflow::commands
