// dataflow-agent synthesise: makes up a council.
#include <CLI/CLI.hpp>

#include "agent/commands/command.h"

namespace dataflow::commands {

void add_synthesise(CLI::App&, const Surroundings&, Chosen&) {}

}  // namespace dataflow::commands
