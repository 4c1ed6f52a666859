// dataflow-agent standard check: whether the description of a version is right.
#include <fmt/format.h>

#include "agent/commands/standard.h"
#include "agent/commands/standard_text.h"
#include "agent/standard/versions.h"

namespace dataflow::commands {

namespace {

/// A folder anywhere, or the id of a version.
std::optional<standard::Standard> load(const StandardOptions& options,
                                       const Surroundings& surroundings, Faults& faults) {
  if (options.standards.empty() && std::filesystem::is_directory(options.id)) {
    return standard::Standard::load(options.id, faults);
  }
  return standard::load_version(standards_folder(options, surroundings), options.id, faults);
}

/// Each part of a version adds its faults and its count here: fields and code lists so far. The
/// rules of a version and their examples belong here as well.
Exit check(const StandardOptions& options, const Surroundings& surroundings) {
  Faults faults;
  const auto standard = load(options, surroundings, faults);
  if (!standard || !faults.empty()) {
    print(std::move(faults), surroundings);
    return Exit::settings;
  }
  surroundings.out << fmt::format("{} is ok: {}\n", standard->id(), counts_text(*standard));
  return Exit::done;
}

}  // namespace

void add_standard_check(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<StandardOptions>();
  auto command =
      group.add("check", "Check the files of a version and name every fault in them",
                [=, &surroundings] { return static_cast<int>(check(*options, surroundings)); });
  command.argument("version", options->id, "Its id, such as dfe-csc/1.0.1, or its folder");
  add_standards_option(command, *options);
}

}  // namespace dataflow::commands
