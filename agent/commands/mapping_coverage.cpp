// dataflow-agent mapping coverage: how often each field of the standard is filled.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/mapping.h"
#include "agent/core/canonical_json.h"
#include "agent/mapping/records.h"
#include "agent/workbench/coverage.h"

namespace dataflow::commands {

namespace {

struct CoverageOptions : PlanOptions {
  bool json = false;
};

struct Counted {
  std::string mapping;         ///< with the variant, as in "ssd/systemc"
  std::vector<Finding> found;  ///< about the source
  std::vector<mapping::FieldCoverage> fields;
  std::int64_t documents = 0;
  std::int64_t held = 0;
};

Result<Counted> count(const app::Plan& plan, const StagedSource& source, Day today) {
  const auto& mapping = *source.recognised.mapping;
  TRY_ASSIGN(const auto records,
             mapping::Records::open(mapping, plan.standard(), source.staging, today));
  mapping::Coverage coverage(mapping, plan.standard());
  Counted counted{mapping.name, source.recognised.findings, {}};
  Record record;
  while (true) {
    TRY_ASSIGN(const bool more, records->next(record));
    if (!more) break;
    if (record.held()) {
      ++counted.held;
    } else {
      ++counted.documents;
      coverage.add(boost::json::parse(record.document));
    }
  }
  counted.fields = coverage.fields();
  return counted;
}

std::string percent(const mapping::FieldCoverage& field) {
  if (field.places == 0) return "-";
  const auto share = 100.0 * static_cast<double>(field.filled) / static_cast<double>(field.places);
  return fmt::format("{:.1f} %", share);
}

/// What a data lead should look at.
std::string remark(const mapping::FieldCoverage& field) {
  if (field.line == 0) return "not mapped";
  if (field.filled == 0) return "always empty";
  return field.never_differs ? "never differs" : "";
}

void answer(const Counted& counted, const Surroundings& surroundings) {
  surroundings.out << fmt::format("Read with the mapping {}.\n", counted.mapping);
  for (const auto& finding : counted.found) {
    surroundings.out << fmt::format("{}: {}\n", finding.rule, finding.what);
  }
  surroundings.out << "\n";
  surroundings.out << fmt::format("{:<76} {:>5} {:>10} {:>10} {:>8}\n", "field", "line", "filled",
                                  "of", "");
  for (const auto& field : counted.fields) {
    const auto line = field.line == 0 ? std::string("-") : std::to_string(field.line);
    std::string row = fmt::format("{:<76} {:>5} {:>10} {:>10} {:>8}  {}", field.field->path, line,
                                  with_commas(field.filled), with_commas(field.places),
                                  percent(field), remark(field));
    row.erase(row.find_last_not_of(' ') + 1);
    surroundings.out << row << "\n";
  }
  surroundings.out << fmt::format("\n{} were built; {} are held and not counted.\n",
                                  children(counted.documents), with_commas(counted.held));
}

void answer_json(const Counted& counted, const Surroundings& surroundings) {
  boost::json::array fields;
  for (const auto& field : counted.fields) {
    fields.push_back(boost::json::object{
        {"field", field.field->path},
        {"mapped", field.line != 0},
        {"line", field.line == 0 ? boost::json::value() : boost::json::value(field.line)},
        {"filled", field.filled},
        {"of", field.places},
        {"always_empty", field.filled == 0},
        {"never_differs", field.never_differs}});
  }
  surroundings.out << canonical_json(boost::json::object{{"mapping", counted.mapping},
                                                         {"documents", counted.documents},
                                                         {"held", counted.held},
                                                         {"fields", std::move(fields)}})
                   << "\n";
}

Exit coverage(const CoverageOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto today = clock_for(options)->today();
  const auto staged = stage_source(*plan, today, surroundings);
  if (const auto* exit = std::get_if<Exit>(&staged)) return *exit;
  const auto counted = count(*plan, std::get<StagedSource>(staged), today);
  if (!counted) return report(surroundings, counted.error(), Exit::source);
  if (options.json) {
    answer_json(*counted, surroundings);
  } else {
    answer(*counted, surroundings);
  }
  return Exit::done;
}

}  // namespace

void add_mapping_coverage(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<CoverageOptions>();
  auto command =
      group.add("coverage", "Read the source and show how often each field is filled; send nothing",
                [=, &surroundings] { return static_cast<int>(coverage(*options, surroundings)); });
  add_config_option(command, *options);
  add_today_option(command, *options);
  command.flag("json", options->json, "Answer as JSON");
}

}  // namespace dataflow::commands
