#include <memory>

#include <CLI/CLI.hpp>

#include "receiver/commands/command.h"
#include "receiver/commands/print.h"
#include "receiver/commands/shipped_standards.h"
#include "receiver/settings.h"

namespace dataflow::receiver {

namespace {

Exit check(const std::string& config) {
  Faults faults;
  if (!Settings::read(config, shipped_standards(), faults)) return print(faults);
  print("ok");
  return Exit::ok;
}

}  // namespace

void add_check(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "check", "Read the settings and every file they name; print all that is wrong, or ok.");
  const auto config = std::make_shared<std::string>();
  command->add_option("--config", *config, "The settings, receiver.yaml")->required();
  command->callback([config, &exit] { exit = check(*config); });
}

}  // namespace dataflow::receiver
