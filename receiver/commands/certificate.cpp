#include "receiver/certificate.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "receiver/commands/command.h"
#include "receiver/commands/print.h"

namespace dataflow::receiver {

namespace {

struct Options {
  std::string out;
  std::vector<std::string> hosts;
  int days = 30;
};

Exit certificate(const Options& options) {
  const auto made =
      make_certificates(options.out, options.hosts, options.days, SystemClock().now());
  if (!made) return print(made.error());
  print(
      fmt::format("{0}/server.pem and {0}/server.key: name both in receiver.yaml under tls.\n"
                  "{0}/ca.pem: name it in the settings of those who send, so that they trust the\n"
                  "receiver. {0}/ca.key can make more certificates: keep it, or delete it.",
                  options.out));
  return Exit::ok;
}

}  // namespace

void add_certificate(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "certificate",
      "Make a TLS certificate for a rehearsal, and an authority that vouches for it.");
  const auto options = std::make_shared<Options>();
  command->add_option("--out", options->out, "The folder for the four files")->required();
  command
      ->add_option("--host", options->hosts,
                   "A name or IP address that senders reach the receiver by; may be repeated")
      ->required();
  command->add_option("--days", options->days, "How long it holds")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  command->callback([options, &exit] { exit = certificate(*options); });
}

}  // namespace dataflow::receiver
