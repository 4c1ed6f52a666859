#include "agent/mapping/optional_columns.h"

#include <algorithm>
#include <iterator>

#include "agent/mapping/sql_words.h"

namespace dataflow::mapping {

namespace {

auto find_table(auto& tables, const std::string& name) {
  return std::find_if(tables.begin(), tables.end(), [&](const TableShape& table) {
    return same_ignoring_case(table.table, name);
  });
}

bool has_column(const TableShape& table, const std::string& name) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const std::string& column) { return same_ignoring_case(column, name); });
}

}  // namespace

std::vector<TableShape> with_optional(std::span<const TableShape> tables,
                                      const MappingFile& mapping) {
  std::vector<TableShape> all(tables.begin(), tables.end());
  for (const auto& optional : mapping.optional) {
    auto table = find_table(all, optional.shape.table);
    if (table == all.end() && !optional.and_table) continue;
    if (table == all.end()) table = all.insert(all.end(), {optional.shape.table, {}});
    for (const auto& column : optional.shape.columns) {
      if (!has_column(*table, column)) table->columns.push_back(column);
    }
  }
  return all;
}

std::vector<std::string> optional_of(const TableShape& table, const MappingFile& mapping) {
  std::vector<std::string> columns;
  for (const auto& optional : mapping.optional) {
    if (!same_ignoring_case(optional.shape.table, table.table)) continue;
    std::copy_if(table.columns.begin(), table.columns.end(), std::back_inserter(columns),
                 [&](const std::string& column) { return has_column(optional.shape, column); });
  }
  return columns;
}

}  // namespace dataflow::mapping
