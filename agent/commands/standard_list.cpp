// dataflow-agent standard list: which versions there are.
#include <boost/json/array.hpp>
#include <fmt/format.h>

#include "agent/commands/standard.h"
#include "agent/commands/standard_text.h"
#include "agent/core/canonical_json.h"
#include "agent/standard/versions.h"

namespace dataflow::commands {

namespace {

Exit list(const StandardOptions& options, const Surroundings& surroundings) {
  const auto folder = standards_folder(options, surroundings);
  const auto ids = standard::versions_in(folder);
  if (ids.empty()) {
    return report(surroundings,
                  {Remedy::stop, folder.string(), "This folder holds no standard.",
                   "A version stands in a folder of its own, such as dfe-csc/1.0.1/standard.yaml."},
                  Exit::settings);
  }
  Faults faults;
  boost::json::array versions;
  for (const auto& id : ids) {
    const auto standard = standard::load_version(folder, id, faults);
    if (!standard) continue;
    versions.push_back(summary_json(*standard));
    if (options.json) continue;
    surroundings.out << fmt::format("{:<16} {} ({})\n", id, standard->title(),
                                    counts_text(*standard));
  }
  if (options.json) surroundings.out << canonical_json(versions) << "\n";
  const Exit exit = faults.empty() ? Exit::done : Exit::settings;
  print(std::move(faults), surroundings);
  return exit;
}

}  // namespace

void add_standard_list(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<StandardOptions>();
  auto command =
      group.add("list", "List the versions with their titles and counts",
                [=, &surroundings] { return static_cast<int>(list(*options, surroundings)); });
  add_standards_option(command, *options);
  add_json_option(command, *options);
}

}  // namespace dataflow::commands
