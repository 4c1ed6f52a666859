// dataflow-agent standard show: the fields of a version, one field, or one code list.
#include <boost/json/array.hpp>
#include <fmt/format.h>

#include "agent/commands/standard.h"
#include "agent/commands/standard_text.h"
#include "agent/core/canonical_json.h"

namespace dataflow::commands {

namespace {

struct ShowOptions : StandardOptions {
  std::string field;
  std::string codes;
};

void answer(const ShowOptions& options, const Surroundings& surroundings, const std::string& text,
            boost::json::object json) {
  surroundings.out << (options.json ? canonical_json(std::move(json)) + "\n" : text);
}

Exit refuse(const Surroundings& surroundings, const std::string& option, const std::string& what,
            const std::string& hint) {
  return report(surroundings, {Remedy::stop, option, what, hint}, Exit::usage);
}

Exit show_field(const ShowOptions& options, const Surroundings& surroundings,
                const standard::Standard& standard) {
  const auto* field = standard.find(options.field);
  if (field == nullptr) {
    return refuse(surroundings, "--field",
                  fmt::format("{} has no field '{}'.", standard.id(), options.field),
                  suggestion(options.field, standard.paths()));
  }
  answer(options, surroundings, field_text(*field), field_json(*field));
  return Exit::done;
}

Exit show_codes(const ShowOptions& options, const Surroundings& surroundings,
                const standard::Standard& standard) {
  const auto* list = standard.code_list(options.codes);
  if (list == nullptr) {
    std::vector<std::string> known;
    for (const auto& one : standard.code_lists()) known.push_back(one.first);
    return refuse(surroundings, "--codes",
                  fmt::format("{} has no code list '{}'.", standard.id(), options.codes),
                  suggestion(options.codes, known));
  }
  answer(options, surroundings, code_list_text(*list), code_list_json(*list));
  return Exit::done;
}

void show_all(const ShowOptions& options, const Surroundings& surroundings,
              const standard::Standard& standard) {
  boost::json::array lists;
  for (const auto& list : standard.code_lists()) lists.push_back(code_list_json(list.second));
  auto json = summary_json(standard);
  json["document"] = field_json(standard.document()).at("members");
  json["code_lists"] = std::move(lists);
  answer(options, surroundings, tree_text(standard), std::move(json));
}

Exit show(const ShowOptions& options, const Surroundings& surroundings) {
  const auto standard = load_standard(options, surroundings);
  if (!standard) return Exit::settings;
  if (!options.field.empty() && !options.codes.empty()) {
    return refuse(surroundings, "--field and --codes", "Ask for a field or for a code list.", "");
  }
  if (!options.field.empty()) return show_field(options, surroundings, *standard);
  if (!options.codes.empty()) return show_codes(options, surroundings, *standard);
  show_all(options, surroundings, *standard);
  return Exit::done;
}

}  // namespace

void add_standard_show(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<ShowOptions>();
  auto command =
      group.add("show", "Show the fields of a version, one field, or one code list",
                [=, &surroundings] { return static_cast<int>(show(*options, surroundings)); });
  command.argument("id", options->id, "The version, such as dfe-csc/1.0.1");
  command.text("field", options->field, "Only this field, with what is inside it", "PATH");
  command.text("codes", options->codes, "Only this code list", "LIST");
  add_standards_option(command, *options);
  add_json_option(command, *options);
}

}  // namespace dataflow::commands
