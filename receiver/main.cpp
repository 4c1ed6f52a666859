// dataflow-receiver: the reference central endpoint. Picks one command.

#include <iostream>

#include <CLI/CLI.hpp>

#include "receiver/commands/command.h"

using dataflow::receiver::Exit;

namespace {

constexpr char kFooter[] = R"(To rehearse on this machine:

  dataflow-receiver certificate --out tls --host localhost
  dataflow-receiver keygen --out council
  (write receiver.yaml: see docs/central-receiver.md)
  dataflow-receiver check --config receiver.yaml
  dataflow-receiver serve --config receiver.yaml

Ends with 0 when all went well, 2 for a wrong command line, 3 for a fault in the settings, and 4 for
anything else.)";

int run(int argc, char** argv) {
  CLI::App app("Receives children's social care records by the DfE's published contract.");
  app.footer(kFooter);
  app.require_subcommand(1);
  Exit exit = Exit::ok;
  dataflow::receiver::add_serve(app, exit);
  dataflow::receiver::add_check(app, exit);
  dataflow::receiver::add_keygen(app, exit);
  dataflow::receiver::add_certificate(app, exit);
  dataflow::receiver::add_export(app, exit);
  dataflow::receiver::add_deliveries(app, exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (app.exit(error) != 0) exit = Exit::usage;
  }
  return static_cast<int>(exit);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& problem) {
    std::cerr << "dataflow-receiver: " << problem.what() << '\n';
    return static_cast<int>(Exit::failure);
  }
}
