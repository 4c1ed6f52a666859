// dataflow-agent: reads the command line and runs the command it names.
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>

#include <CLI/CLI.hpp>

#include "agent/commands/command.h"
#include "agent/service/program_location.h"

namespace {

using dataflow::commands::Chosen;
using dataflow::commands::Exit;
using dataflow::commands::Surroundings;

void describe_program(CLI::App& app) {
  app.description(
      "Reads a council's children's social care records, builds each child's document in the\n"
      "DfE's standard, and delivers what changed.\n\n"
      "Start with:  dataflow-agent check --config agent.yaml\n"
      "             dataflow-agent preview --config agent.yaml\n"
      "             dataflow-agent run --once --config agent.yaml");
  app.set_version_flag("--version", "dataflow-agent " DATAFLOW_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 done, 2 wrong command line, 3 faults in the settings or the mapping,\n"
      "4 the source cannot be read, 5 the endpoint did not take everything, 6 the ledger,\n"
      "7 the balance has a remainder, 1 anything else.");
}

int run(int argc, char** argv) {
  const Surroundings surroundings{dataflow::service::shipped_folder(), std::cout, std::cerr};
  CLI::App app;
  Chosen chosen;
  describe_program(app);
  dataflow::commands::add_check(app, surroundings, chosen);
  dataflow::commands::add_preview(app, surroundings, chosen);
  dataflow::commands::add_run(app, surroundings, chosen);
  dataflow::commands::add_status(app, surroundings, chosen);
  dataflow::commands::add_balance(app, surroundings, chosen);
  dataflow::commands::add_synthesise(app, surroundings, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : static_cast<int>(Exit::usage);
  }
  return static_cast<int>(chosen());
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& broken) {
    std::cerr << "dataflow-agent: " << broken.what() << "\n";
    return static_cast<int>(Exit::failed);
  }
}
