// The commands that share the word `mapping`: help for whoever writes a mapping.
#pragma once

#include <variant>

#include "agent/commands/command.h"
#include "agent/mapping/recognise.h"
#include "agent/mapping/staging.h"

namespace dataflow::commands {

// As in command.h: each adds one command.
void add_mapping_test(CommandGroup& group, const Surroundings& surroundings);
void add_mapping_coverage(CommandGroup& group, const Surroundings& surroundings);
void add_mapping_columns(CommandGroup& group, const Surroundings& surroundings);
void add_mapping_codes(CommandGroup& group, const Surroundings& surroundings);

/// A source's rows in memory, and what they are to be read with. The plan must outlive it.
struct StagedSource {
  mapping::Staging staging;
  mapping::Recognised recognised;
};

/// Reads the source of the plan as a run of `today` would, or prints why not and gives the exit
/// code.
[[nodiscard]] std::variant<StagedSource, Exit> stage_source(const app::Plan& plan, Day today,
                                                            const Surroundings& surroundings);

}  // namespace dataflow::commands
