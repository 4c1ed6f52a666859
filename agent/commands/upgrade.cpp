// dataflow-agent upgrade --check: what this version of the program would do with what is there.
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/core/version.h"
#include "agent/ledger/mark.h"
#include "agent/ledger/schema.h"
#include "agent/ledger/versions.h"

namespace dataflow::commands {

namespace {

struct UpgradeOptions : PlanOptions {
  bool check = false;
};

/// What becomes of a ledger that this program can use.
std::string prospect(const ledger::Version& version) {
  if (ledger::use_of(version) == ledger::Use::as_it_is) {
    return fmt::format("The ledger has version {}, which stays.", version.number);
  }
  return fmt::format(
      "The ledger has version {}; it will be brought to {} when the service starts. Take a copy "
      "first, with 'dataflow-agent backup': going back to the older program needs that copy.",
      version.number, ledger::kVersion);
}

/// Reads every page and changes nothing.
Result<std::string> check_ledger(const app::Plan& plan) {
  if (!ledger::was_made(plan.settings().ledger)) {
    return std::string("There is no ledger yet; the first run makes it.");
  }
  TRY_ASSIGN(const auto ledger, plan.open_ledger_as_it_is());
  TRY_ASSIGN(const auto version, ledger::version_of(ledger.database()));
  return prospect(version);
}

Exit check_upgrade(const UpgradeOptions& options, const Surroundings& surroundings) {
  surroundings.out << fmt::format("This is dataflow-agent {}. Nothing is changed.\n",
                                  program_version());
  const auto plan = load_plan(options, surroundings);
  if (!plan) {
    surroundings.err << "Not ready: mend the faults above first.\n";
    return Exit::settings;
  }
  surroundings.out << fmt::format("settings  {}: no faults\nstandard  {}\nmapping   {}\n",
                                  options.config, plan->standard().id(), plan->mapping().name);
  const auto ledger = check_ledger(*plan);
  if (!ledger) {
    surroundings.err << "ledger    " << describe(ledger.error()) << "\nNot ready.\n";
    return Exit::ledger;
  }
  surroundings.out << "ledger    " << *ledger << "\nReady.\n";
  return Exit::done;
}

}  // namespace

void add_upgrade(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<UpgradeOptions>();
  auto command = line.add(
      "upgrade",
      "Say what this version of the program would do with the settings and the ledger that are "
      "there. The upgrade itself is done when the service starts",
      [=, &surroundings] { return static_cast<int>(check_upgrade(*options, surroundings)); });
  add_config_option(command, *options);
  command.flag("check", options->check, "Look, and change nothing; needed");
  command.required("check");
}

}  // namespace dataflow::commands
