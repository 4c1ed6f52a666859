#include "agent/workbench/grants.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/mapping/optional_columns.h"

namespace dataflow::mapping {

namespace {

std::string quoted(const std::string& name, char open, char close) {
  std::string out(1, open);
  for (const char c : name) {
    if (c == close) out += c;
    out += c;
  }
  return out + close;
}

std::string quoted(Dialect dialect, const std::string& name) {
  switch (dialect) {
    case Dialect::sqlserver:
      return quoted(name, '[', ']');
    case Dialect::mysql:
      return quoted(name, '`', '`');
    case Dialect::oracle:
    case Dialect::postgresql:
      break;
  }
  return quoted(name, '"', '"');
}

/// Names are quoted only where a plain one would not do, because Oracle takes quoted names by case.
std::string part_in(Dialect dialect, const std::string& name) {
  const bool plain = !name.empty() && !ascii::is_digit(name.front()) &&
                     std::all_of(name.begin(), name.end(), [](char c) {
                       return c == '_' || ascii::is_digit(c) || ascii::is_letter(c);
                     });
  return plain ? name : quoted(dialect, name);
}

/// A table may stand in a schema: HDM.Child_Social.
std::string table_in(Dialect dialect, const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return part_in(dialect, name);
  return part_in(dialect, name.substr(0, dot)) + "." + table_in(dialect, name.substr(dot + 1));
}

/// MySQL's accounts are a name and a host.
std::string account_in(Dialect dialect, const std::string& name) {
  const std::size_t host = name.rfind('@');
  if (dialect != Dialect::mysql || host == std::string::npos) return part_in(dialect, name);
  return quoted(dialect, name.substr(0, host)) + "@" + quoted(dialect, name.substr(host + 1));
}

std::string grant(Dialect dialect, const std::string& account, const TableShape& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(part_in(dialect, column));
  const auto columns = fmt::format("{}", fmt::join(names, ", "));
  const auto from = table_in(dialect, table.table);
  const auto to = account_in(dialect, account);
  if (names.empty()) return fmt::format("GRANT SELECT ON {} TO {};\n", from, to);
  if (dialect == Dialect::oracle) {
    const auto bare = table.table.substr(table.table.rfind('.') + 1);
    const auto view = part_in(dialect, "dataflow_" + bare);
    return fmt::format(
        "CREATE OR REPLACE VIEW {0} AS SELECT {1} FROM {2};\n"
        "GRANT SELECT ON {0} TO {3};\n",
        view, columns, from, to);
  }
  if (dialect == Dialect::sqlserver) {
    return fmt::format("GRANT SELECT ON {} ({}) TO {};\n", from, columns, to);
  }
  return fmt::format("GRANT SELECT ({}) ON {} TO {};\n", columns, from, to);
}

std::string remark(const std::vector<std::string>& optional) {
  if (optional.empty()) return "";
  return fmt::format("-- Leave out what your database does not have of {}.\n",
                     fmt::join(optional, ", "));
}

}  // namespace

std::vector<GrantWish> wishes_to_grant(std::span<const TableShape> tables,
                                       const MappingFile& mapping) {
  std::vector<GrantWish> wishes;
  for (const auto& table : tables) wishes.push_back({table, optional_of(table, mapping)});
  return wishes;
}

const std::vector<std::string>& dialect_names() {
  static const std::vector<std::string> names = {"sqlserver", "oracle", "postgresql", "mysql"};
  return names;
}

Dialect dialect_named(const std::string& name) {
  const auto& names = dialect_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return Dialect::sqlserver;
  return static_cast<Dialect>(found - names.begin());
}

std::string grant_script(Dialect dialect, const std::string& account,
                         std::span<const GrantWish> tables) {
  std::size_t columns = 0;
  for (const auto& wish : tables) columns += wish.table.columns.size();
  auto script =
      fmt::format("-- The mapping reads {} columns of {} tables.\n", columns, tables.size());
  if (dialect == Dialect::oracle) {
    script +=
        "-- Oracle cannot grant SELECT on single columns, so each table gets a view of them.\n"
        "-- Give the agent's account synonyms with the tables' names:\n"
        "-- CREATE SYNONYM account.table FOR owner.dataflow_table;\n";
  }
  for (const auto& [table, optional] : tables) {
    script += remark(optional) + grant(dialect, account, table);
  }
  return script;
}

}  // namespace dataflow::mapping
