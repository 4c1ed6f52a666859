#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "agent/logging/host_log.h"
#include "receiver/commands/command.h"
#include "receiver/commands/print.h"
#include "receiver/commands/shipped_standards.h"
#include "receiver/fault_file.h"
#include "receiver/public_file.h"
#include "receiver/server.h"

namespace dataflow::receiver {

namespace {

std::string address_of(const Listen& listen, std::uint16_t port) {
  const bool version_6 = listen.address.find(':') != std::string::npos;
  const std::string host = version_6 ? "[" + listen.address + "]" : listen.address;
  return fmt::format("https://{}:{}", host, port);
}

Result<void> run(const Settings& settings, FaultScript faults) {
  const auto log = logging::log_for_the_host(Severity::info);
  const SystemClock clock;
  TRY_ASSIGN(const auto store, Store::open(settings.store, settings.standard->document()));
  Endpoint endpoint(settings, *store, clock, *log, std::move(faults));
  TRY_ASSIGN(const auto server, Server::open(settings, endpoint, *log));
  server->stop_on_signals();
  if (const auto& file = settings.listen.port_file) {
    TRY(replace_file(*file, fmt::format("{}\n", server->port())));
  }
  log->info(events::kServerListening, address_of(settings.listen, server->port()));
  server->run();
  log->info(events::kServerStopped, "Every request that had begun is answered.");
  return {};
}

struct ServeOptions {
  std::string config;
  std::string faults;  // a script of them; empty: none
};

Exit serve(const ServeOptions& options) {
  Faults faults;
  const auto settings = Settings::read(options.config, shipped_standards(), faults);
  std::optional<FaultScript> script(std::in_place);
  if (!options.faults.empty()) script = read_fault_script(options.faults, faults);
  if (!settings || !script) return print(faults);
  const auto ended = run(*settings, std::move(*script));
  return ended ? Exit::ok : print(ended.error());
}

}  // namespace

void add_serve(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand("serve", "Receive until SIGTERM or Ctrl-C.");
  const auto options = std::make_shared<ServeOptions>();
  command->add_option("--config", options->config, "The settings, receiver.yaml")->required();
  command->add_option("--faults", options->faults,
                      "A script of requests that go wrong, for rehearsals");
  command->footer(
      "One line for each request goes to standard error: time, method, council, status, children,\n"
      "bytes, milliseconds, request id. It never holds an identifier of a child, a name or a "
      "body.");
  command->callback([options, &exit] { exit = serve(*options); });
}

}  // namespace dataflow::receiver
