// dataflow-agent mapping columns: the least rights that the agent needs on the source.
#include <algorithm>

#include <boost/json.hpp>

#include "agent/commands/mapping.h"
#include "agent/core/canonical_json.h"
#include "agent/workbench/grants.h"
#include "agent/workbench/named_tables.h"

namespace dataflow::commands {

namespace {

struct ColumnsOptions : PlanOptions {
  std::string name = "dataflow_agent";
  std::string dialect = "sqlserver";
  bool json = false;
};

void answer_json(const std::vector<TableShape>& tables, const Surroundings& surroundings) {
  boost::json::object lists;
  for (const auto& table : tables) {
    lists[table.table] = boost::json::array(table.columns.begin(), table.columns.end());
  }
  surroundings.out << canonical_json(lists) << "\n";
}

Exit columns(const ColumnsOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  auto tables = mapping::tables_named(plan->mapping(), plan->standard());
  if (!tables) return report(surroundings, tables.error(), Exit::failed);
  std::sort(tables->begin(), tables->end());
  if (options.json) {
    answer_json(*tables, surroundings);
  } else {
    surroundings.out << mapping::grant_script(mapping::dialect_named(options.dialect), options.name,
                                              mapping::wishes_to_grant(*tables, plan->mapping()));
  }
  return Exit::done;
}

}  // namespace

void add_mapping_columns(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<ColumnsOptions>();
  auto command =
      group.add("columns", "Write the GRANTs for what the mapping reads; asks the source nothing",
                [=, &surroundings] { return static_cast<int>(columns(*options, surroundings)); });
  add_config_option(command, *options);
  command.text("grant-to", options->name, "The account or role that the agent uses", "NAME");
  command.choice("dialect", options->dialect, "Whose SQL to write", mapping::dialect_names());
  command.flag("json", options->json, "Answer as lists of columns by table");
}

}  // namespace dataflow::commands
