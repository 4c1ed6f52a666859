// The commands that share the word `mapping`: help for whoever writes a mapping.
#pragma once

#include <variant>

#include "agent/commands/command.h"
#include "agent/mapping/staging.h"

namespace dataflow::commands {

// As in command.h: each adds one command.
void add_mapping_test(CommandGroup& group, const Surroundings& surroundings);
void add_mapping_coverage(CommandGroup& group, const Surroundings& surroundings);
void add_mapping_columns(CommandGroup& group, const Surroundings& surroundings);
void add_mapping_codes(CommandGroup& group, const Surroundings& surroundings);

/// Reads the source of the plan into memory, or prints why not and gives the exit code.
[[nodiscard]] std::variant<mapping::Staging, Exit> stage_source(const app::Plan& plan,
                                                                const Surroundings& surroundings);

}  // namespace dataflow::commands
