#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "agent/logging/text_log.h"
#include "receiver/commands/command.h"
#include "receiver/commands/print.h"
#include "receiver/commands/shipped_standards.h"
#include "receiver/public_file.h"
#include "receiver/server.h"

namespace dataflow::receiver {

namespace {

std::string address_of(const Listen& listen, std::uint16_t port) {
  const bool version_6 = listen.address.find(':') != std::string::npos;
  const std::string host = version_6 ? "[" + listen.address + "]" : listen.address;
  return fmt::format("https://{}:{}", host, port);
}

Result<void> run(const Settings& settings) {
  const auto log = logging::log_to_stderr(logging::Least::info);
  const SystemClock clock;
  TRY_ASSIGN(const auto store, Store::open(settings.store, settings.standard->document()));
  Endpoint endpoint(settings, *store, clock, *log);
  TRY_ASSIGN(const auto server, Server::open(settings, endpoint, *log));
  server->stop_on_signals();
  if (const auto& file = settings.listen.port_file) {
    TRY(replace_file(*file, fmt::format("{}\n", server->port())));
  }
  log->info("server.listening", address_of(settings.listen, server->port()));
  server->run();
  log->info("server.stopped", "Every request that had begun is answered.");
  return {};
}

Exit serve(const std::string& config) {
  Faults faults;
  const auto settings = Settings::read(config, shipped_standards(), faults);
  if (!settings) return print(faults);
  const auto ended = run(*settings);
  return ended ? Exit::ok : print(ended.error());
}

}  // namespace

void add_serve(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand("serve", "Receive until SIGTERM or Ctrl-C.");
  const auto config = std::make_shared<std::string>();
  command->add_option("--config", *config, "The settings, receiver.yaml")->required();
  command->footer(
      "One line for each request goes to standard error: time, method, council, status, children,\n"
      "bytes, milliseconds, request id. It never holds an identifier of a child, a name or a "
      "body.");
  command->callback([config, &exit] { exit = serve(*config); });
}

}  // namespace dataflow::receiver
