// dataflow-agent balance: where every person of the newest run is.

#include "agent/commands/balance_text.h"
#include "agent/commands/command.h"
#include "agent/commands/reading_text.h"
#include "agent/core/canonical_json.h"

namespace dataflow::commands {

namespace {

struct BalanceOptions : PlanOptions {
  bool json = false;
};

Exit balance(const BalanceOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger_to_read();
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
  const auto tables = ledger::tables_of(*ledger, (*sum)->run);
  if (!tables) return report(surroundings, tables.error(), Exit::ledger);
  const auto newest = ledger::newest_run(*ledger, ledger::Which::any);
  if (!newest) return report(surroundings, newest.error(), Exit::ledger);
  if (options.json) {
    auto json = balance_json(**sum, *holds);
    json["reading"] = reading_json(*tables);
    surroundings.out << canonical_json(json) << "\n";
  } else {
    surroundings.out << balance_text(**sum, *holds) << reading_text(*tables)
                     << later_run_text(*newest, (*sum)->run);
  }
  return (*sum)->remainder() == 0 ? Exit::done : Exit::remainder;
}

}  // namespace

void add_balance(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<BalanceOptions>();
  auto command = line.add(
      "balance",
      "Show where every person of the newest run is: accepted, waiting, held or not in the cohort",
      [=, &surroundings] { return static_cast<int>(balance(*options, surroundings)); });
  add_config_option(command, *options);
  command.flag("json", options->json, "Answer as JSON");
}

}  // namespace dataflow::commands
