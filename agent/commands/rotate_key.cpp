// dataflow-agent rotate-key: encrypts the ledger anew, for another key of the machine.
#include <fmt/format.h>

#include "agent/app/ledger_key.h"
#include "agent/commands/command.h"
#include "agent/core/presence.h"
#include "agent/ledger/recovery.h"
#include "agent/service/instance.h"

namespace dataflow::commands {

namespace {

struct RotateOptions : PlanOptions {
  std::string to;
};

Result<void> rotate(const RotateOptions& options, const app::Plan& plan, Instant now) {
  const auto& settings = plan.settings();
  TRY_ASSIGN(const auto instance, service::Instance::of(settings.ledger));
  TRY_ASSIGN(const Secret old_key, app::read_ledger_key(settings.ledger_key));
  if (is_missing(options.to)) TRY(app::make_ledger_key(options.to));
  TRY_ASSIGN(const Secret new_key,
             app::read_ledger_key({settings::SecretReference::Kept::file, options.to}));
  return ledger::change_key(settings.ledger, settings.council, old_key, new_key, now);
}

Exit rotate_key(const RotateOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto done = rotate(options, *plan, clock_for(options)->now());
  if (!done) return report(surroundings, done.error(), Exit::ledger);
  surroundings.out << fmt::format(
      "The ledger was encrypted anew. It opens with the key in {} only: put that into the "
      "settings, as ledger_key. Keep the old key as long as you keep copies from before.\n",
      options.to);
  return Exit::done;
}

}  // namespace

void add_rotate_key(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<RotateOptions>();
  auto command =
      line.add("rotate-key", "Encrypt the ledger anew with another key; stop the service first",
               [=, &surroundings] { return static_cast<int>(rotate_key(*options, surroundings)); });
  add_config_option(command, *options);
  command.argument("file", options->to,
                   "The file with the new key; it is made when it is not there");
}

}  // namespace dataflow::commands
