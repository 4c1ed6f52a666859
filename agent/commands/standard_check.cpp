// dataflow-agent standard check: whether the description of a version is right.
#include <fmt/format.h>

#include "agent/commands/standard.h"
#include "agent/commands/standard_text.h"
#include "agent/rules/rule_examples.h"
#include "agent/standard/versions.h"

namespace dataflow::commands {

namespace {

/// Whether the version is named by its folder, and not by its id.
bool is_folder(const StandardOptions& options) {
  return options.standards.empty() && std::filesystem::is_directory(options.id);
}

std::optional<standard::Standard> load(const StandardOptions& options,
                                       const Surroundings& surroundings, Faults& faults) {
  if (is_folder(options)) return standard::Standard::load(options.id, faults);
  return standard::load_version(standards_folder(options, surroundings), options.id, faults);
}

std::filesystem::path examples_of(const StandardOptions& options,
                                  const Surroundings& surroundings) {
  const auto folder = is_folder(options) ? std::filesystem::path(options.id)
                                         : standards_folder(options, surroundings) / options.id;
  return folder / "rule-examples.yaml";
}

Exit check(const StandardOptions& options, const Surroundings& surroundings) {
  Faults faults;
  const auto standard = load(options, surroundings, faults);
  rules::ExampleCount examples;
  if (standard && faults.empty()) {
    examples = rules::check_rules(*standard, examples_of(options, surroundings), faults);
  }
  if (!standard || !faults.empty()) {
    print(std::move(faults), surroundings);
    return Exit::settings;
  }
  surroundings.out << fmt::format("{} is ok: {}, {} rules with {} examples\n", standard->id(),
                                  counts_text(*standard), standard->rules().rules.size(),
                                  examples.breaks + examples.keeps);
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
