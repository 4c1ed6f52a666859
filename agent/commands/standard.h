// What the `standard` commands share. They need no settings file.
#pragma once

#include <optional>
#include <string>

#include "agent/commands/command.h"
#include "agent/standard/standard.h"

namespace dataflow::commands {

struct StandardOptions {
  std::string id;         ///< "dfe-csc/1.0.1"
  std::string standards;  ///< the folder to look in; empty for the one that came with the program
  bool json = false;
};

/// Adds --standards.
void add_standards_option(CommandOptions& command, StandardOptions& options);
/// Adds --json.
void add_json_option(CommandOptions& command, StandardOptions& options);

/// The folder that --standards asks for.
[[nodiscard]] std::filesystem::path standards_folder(const StandardOptions& options,
                                                     const Surroundings& surroundings);

/// Loads the version that the options name, or prints all faults and gives nothing.
[[nodiscard]] std::optional<standard::Standard> load_standard(const StandardOptions& options,
                                                              const Surroundings& surroundings);

/// Prints each fault on a line of its own, from top to bottom of each file.
void print(Faults faults, const Surroundings& surroundings);

// One function per command of the group.
void add_standard_list(CommandGroup& group, const Surroundings& surroundings);
void add_standard_show(CommandGroup& group, const Surroundings& surroundings);
void add_standard_check(CommandGroup& group, const Surroundings& surroundings);
void add_standard_compare(CommandGroup& group, const Surroundings& surroundings);
void add_standard_export(CommandGroup& group, const Surroundings& surroundings);

}  // namespace dataflow::commands
