// dataflow-agent standard: the versions of the standard, to read, to check and to pass on.
#include "agent/commands/standard.h"

#include "agent/standard/versions.h"

namespace dataflow::commands {

void add_standards_option(CommandOptions& command, StandardOptions& options) {
  command.text("standards", options.standards,
               "Look in this folder, and not in the one that came with the program", "FOLDER");
}

void add_json_option(CommandOptions& command, StandardOptions& options) {
  command.flag("json", options.json, "Answer as JSON");
}

std::filesystem::path standards_folder(const StandardOptions& options,
                                       const Surroundings& surroundings) {
  return options.standards.empty() ? surroundings.shipped / "standards"
                                   : std::filesystem::path(options.standards);
}

std::optional<standard::Standard> load_standard(const StandardOptions& options,
                                                const Surroundings& surroundings) {
  Faults faults;
  auto standard =
      standard::load_version(standards_folder(options, surroundings), options.id, faults);
  print(std::move(faults), surroundings);
  return standard;
}

void print(Faults faults, const Surroundings& surroundings) {
  sort_by_place(faults);
  for (const auto& fault : faults) surroundings.err << describe(fault) << "\n";
}

void add_standard(CommandLine& line, const Surroundings& surroundings) {
  auto group = line.group("standard", "Read, check and export the versions of the standard");
  add_standard_list(group, surroundings);
  add_standard_show(group, surroundings);
  add_standard_check(group, surroundings);
  add_standard_compare(group, surroundings);
  add_standard_export(group, surroundings);
}

}  // namespace dataflow::commands
