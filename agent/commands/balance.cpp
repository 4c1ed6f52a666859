// dataflow-agent balance: where every person of the newest run is.
#include <CLI/CLI.hpp>

#include "agent/commands/balance_text.h"
#include "agent/commands/command.h"
#include "agent/core/canonical_json.h"

namespace dataflow::commands {

namespace {

enum class Form { text, json };

Exit balance(const PlanOptions& options, Form form, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = ledger::Ledger::open_to_read(plan->settings().ledger);
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto sum = ledger::balance_of(*ledger);
  if (!sum) return report(surroundings, sum.error(), Exit::ledger);
  if (!*sum) {
    return report(surroundings,
                  {Remedy::stop, "balance", "No run has settled yet.",
                   "Run 'dataflow-agent run --once' first."},
                  Exit::failed);
  }
  const auto holds = ledger::count_holds(*ledger);
  if (!holds) return report(surroundings, holds.error(), Exit::ledger);
  if (form == Form::json) {
    surroundings.out << canonical_json(balance_json(**sum, *holds)) << "\n";
  } else {
    surroundings.out << balance_text(**sum, *holds);
  }
  return (*sum)->remainder() == 0 ? Exit::done : Exit::remainder;
}

}  // namespace

void add_balance(CLI::App& app, const Surroundings& surroundings, Chosen& chosen) {
  auto* command = app.add_subcommand("balance",
                                     "Show where every person of the newest run is: accepted, "
                                     "waiting, held or not in the cohort");
  auto options = std::make_shared<PlanOptions>();
  auto json = std::make_shared<bool>(false);
  add_config_option(*command, *options);
  command->add_flag("--json", *json, "Answer as JSON");
  command->callback([=, &surroundings, &chosen] {
    chosen = [=, &surroundings] {
      return balance(*options, *json ? Form::json : Form::text, surroundings);
    };
  });
}

}  // namespace dataflow::commands
