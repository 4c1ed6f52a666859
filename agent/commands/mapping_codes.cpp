// dataflow-agent mapping codes: the source's texts that stand for no code of the standard.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/mapping.h"
#include "agent/core/canonical_json.h"
#include "agent/workbench/unmapped_codes.h"

namespace dataflow::commands {

namespace {

/// A text of fewer children may be somebody's note and not a code.
constexpr std::int64_t kEnoughChildren = 3;

struct CodesOptions : PlanOptions {
  bool json = false;
  bool unmask = false;
};

/// What may be shown of one field.
struct Shown {
  std::vector<mapping::UnmappedText> texts;
  std::int64_t other_texts = 0;
  std::int64_t other_rows = 0;
};

Shown shown(const mapping::UnmappedField& field, bool unmask) {
  Shown shown;
  for (const auto& text : field.texts) {
    if (unmask || text.children >= kEnoughChildren) {
      shown.texts.push_back(text);
    } else {
      ++shown.other_texts;
      shown.other_rows += text.rows;
    }
  }
  return shown;
}

void answer(const CodesOptions& options, const std::vector<mapping::UnmappedField>& fields,
            const Surroundings& surroundings) {
  if (fields.empty()) surroundings.out << "Every text stands for a code.\n";
  for (const auto& field : fields) {
    surroundings.out << fmt::format("{} (list {}, line {} of the mapping) from {}\n",
                                    field.field->path, field.list, field.line,
                                    fmt::join(field.columns, ", "));
    const auto shown_of_field = shown(field, options.unmask);
    for (const auto& text : shown_of_field.texts) {
      const auto near = text.nearest.empty()
                            ? std::string()
                            : fmt::format("  perhaps {}", fmt::join(text.nearest, " or "));
      surroundings.out << fmt::format("{:>10}  {}{}\n", with_commas(text.rows), text.text, near);
    }
    if (shown_of_field.other_texts > 0) {
      surroundings.out << fmt::format("{:>10}  other texts ({}), each of fewer than {} children\n",
                                      with_commas(shown_of_field.other_rows),
                                      with_commas(shown_of_field.other_texts), kEnoughChildren);
    }
  }
}

void answer_json(const CodesOptions& options, const std::vector<mapping::UnmappedField>& fields,
                 const Surroundings& surroundings) {
  boost::json::array all;
  for (const auto& field : fields) {
    const auto shown_of_field = shown(field, options.unmask);
    boost::json::array texts;
    for (const auto& text : shown_of_field.texts) {
      texts.push_back(boost::json::object{
          {"text", text.text},
          {"rows", text.rows},
          {"nearest", boost::json::array(text.nearest.begin(), text.nearest.end())}});
    }
    all.push_back(boost::json::object{
        {"field", field.field->path},
        {"code_list", field.list},
        {"line", field.line},
        {"columns", boost::json::array(field.columns.begin(), field.columns.end())},
        {"texts", std::move(texts)},
        {"other_texts", shown_of_field.other_texts},
        {"other_rows", shown_of_field.other_rows}});
  }
  surroundings.out << canonical_json(all) << "\n";
}

Exit codes(const CodesOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto today = clock_for(options)->today();
  const auto staged = stage_source(*plan, today, surroundings);
  if (const auto* exit = std::get_if<Exit>(&staged)) return *exit;
  const auto& [staging, recognised] = std::get<StagedSource>(staged);
  const auto fields =
      mapping::unmapped_codes(*recognised.mapping, plan->standard(), staging, today);
  if (!fields) return report(surroundings, fields.error(), Exit::source);
  if (options.json) {
    answer_json(options, *fields, surroundings);
  } else {
    answer(options, *fields, surroundings);
  }
  return Exit::done;
}

}  // namespace

void add_mapping_codes(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<CodesOptions>();
  auto command =
      group.add("codes", "Read the source and list the texts that stand for no code; send nothing",
                [=, &surroundings] { return static_cast<int>(codes(*options, surroundings)); });
  add_config_option(command, *options);
  add_today_option(command, *options);
  command.flag("json", options->json, "Answer as JSON");
  command.flag("unmask", options->unmask, "Show texts of fewer than 3 children, too");
}

}  // namespace dataflow::commands
