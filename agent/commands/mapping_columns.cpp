// dataflow-agent mapping columns: the least rights that the agent needs on the source.
#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/mapping.h"
#include "agent/core/canonical_json.h"
#include "agent/mapping/optional_columns.h"
#include "agent/workbench/named_tables.h"

namespace dataflow::commands {

namespace {

struct ColumnsOptions : PlanOptions {
  std::string name = "dataflow_agent";
  std::string dialect = "sqlserver";
  bool json = false;
};

std::string quoted(const std::string& name, char open, char close) {
  std::string out(1, open);
  for (const char c : name) {
    if (c == close) out += c;
    out += c;
  }
  return out + close;
}

/// Names are quoted only where a plain one would not do, because Oracle takes quoted names by case.
std::string name_in(const std::string& dialect, const std::string& name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  if (plain && (name.front() < '0' || name.front() > '9')) return name;
  if (dialect == "sqlserver") return quoted(name, '[', ']');
  return dialect == "mysql" ? quoted(name, '`', '`') : quoted(name, '"', '"');
}

/// MySQL's accounts are a name and a host.
std::string account_in(const std::string& dialect, const std::string& name) {
  const std::size_t host = name.rfind('@');
  if (dialect != "mysql" || host == std::string::npos) return name_in(dialect, name);
  return quoted(name.substr(0, host), '`', '`') + "@" + quoted(name.substr(host + 1), '`', '`');
}

/// A table of which only rows are counted is granted as a whole: no column of it is named.
std::string grant(const ColumnsOptions& options, const TableShape& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(name_in(options.dialect, column));
  const auto columns = fmt::format("{}", fmt::join(names, ", "));
  const auto from = name_in(options.dialect, table.table);
  const auto to = account_in(options.dialect, options.name);
  if (names.empty()) return fmt::format("GRANT SELECT ON {} TO {};\n", from, to);
  if (options.dialect == "oracle") {
    const auto view = name_in(options.dialect, "dataflow_" + table.table);
    return fmt::format(
        "CREATE OR REPLACE VIEW {0} AS SELECT {1} FROM {2};\n"
        "GRANT SELECT ON {0} TO {3};\n",
        view, columns, from, to);
  }
  if (options.dialect == "sqlserver") {
    return fmt::format("GRANT SELECT ON {} ({}) TO {};\n", from, columns, to);
  }
  return fmt::format("GRANT SELECT ({}) ON {} TO {};\n", columns, from, to);
}

/// A GRANT of a column that is not there fails.
std::string remark(const std::vector<std::string>& optional) {
  if (optional.empty()) return "";
  return fmt::format("-- Leave out what your database does not have of {}.\n",
                     fmt::join(optional, ", "));
}

void answer(const ColumnsOptions& options, const std::vector<TableShape>& tables,
            const mapping::MappingFile& mapping, const Surroundings& surroundings) {
  std::size_t columns = 0;
  for (const auto& table : tables) columns += table.columns.size();
  surroundings.out << fmt::format("-- The mapping reads {} columns of {} tables.\n", columns,
                                  tables.size());
  if (options.dialect == "oracle") {
    surroundings.out
        << "-- Oracle cannot grant SELECT on single columns, so each table gets a view "
           "of them.\n-- Give the agent's account synonyms with the tables' names:\n"
           "-- CREATE SYNONYM account.table FOR owner.dataflow_table;\n";
  }
  for (const auto& table : tables) {
    surroundings.out << remark(mapping::optional_of(table, mapping)) << grant(options, table);
  }
}

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
    answer(options, *tables, plan->mapping(), surroundings);
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
  command.choice("dialect", options->dialect, "Whose SQL to write",
                 {"sqlserver", "oracle", "postgresql", "mysql"});
  command.flag("json", options->json, "Answer as lists of columns by table");
}

}  // namespace dataflow::commands
