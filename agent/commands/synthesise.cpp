// dataflow-agent synthesise: makes up a council.
#include "agent/commands/command.h"

namespace dataflow::commands {

void add_synthesise(CommandLine&, const Surroundings&) {}

}  // namespace dataflow::commands
