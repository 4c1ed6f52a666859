// dataflow-agent backup: copies the ledger while the agent may be running.
#include "agent/app/ledger_key.h"
#include "agent/commands/command.h"

namespace dataflow::commands {

namespace {

struct BackupOptions : PlanOptions {
  std::string to;
};

Exit backup(const BackupOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto key = app::key_of_ledger_there(plan->settings());
  if (!key) return report(surroundings, key.error(), Exit::ledger);
  const auto ledger = ledger::Ledger::open_to_copy(plan->settings().ledger, *key);
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto copied = ledger->copy_to(options.to, *key);
  if (!copied) return report(surroundings, copied.error(), Exit::ledger);
  surroundings.out
      << "The ledger was copied. It opens with the same key as the ledger; keep a copy of the "
         "key in another place.\nCheck the copy with 'dataflow-agent verify'.\n";
  return Exit::done;
}

}  // namespace

void add_backup(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<BackupOptions>();
  auto command =
      line.add("backup", "Copy the ledger to a new file, also while the agent runs",
               [=, &surroundings] { return static_cast<int>(backup(*options, surroundings)); });
  add_config_option(command, *options);
  command.argument("file", options->to, "The file to write; it must not exist");
}

}  // namespace dataflow::commands
