// dataflow-agent standard export: a version as JSON Schema or as a page for people.
#include "agent/commands/standard.h"
#include "agent/core/canonical_json.h"
#include "agent/standard/json_schema.h"
#include "agent/standard/markdown.h"

namespace dataflow::commands {

namespace {

struct ExportOptions : StandardOptions {
  std::string format;
};

Exit write(const ExportOptions& options, const Surroundings& surroundings) {
  const auto standard = load_standard(options, surroundings);
  if (!standard) return Exit::settings;
  if (options.format == "markdown") {
    surroundings.out << standard::markdown(*standard);
  } else {
    surroundings.out << canonical_json(standard::json_schema(*standard)) << "\n";
  }
  return Exit::done;
}

}  // namespace

void add_standard_export(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<ExportOptions>();
  auto command =
      group.add("export", "Write a version as JSON Schema or as a Markdown page",
                [=, &surroundings] { return static_cast<int>(write(*options, surroundings)); });
  command.argument("id", options->id, "The version, such as dfe-csc/1.0.1");
  command.choice("format", options->format, "What to write", {"json-schema", "markdown"});
  command.required("format");
  add_standards_option(command, *options);
}

}  // namespace dataflow::commands
