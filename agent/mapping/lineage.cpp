#include "agent/mapping/lineage.h"

#include <fmt/format.h>

#include "agent/mapping/column_references.h"

namespace dataflow::mapping {

Result<SourceColumns> Lineage::of(const Expression& from, const Expression& value) const {
  SourceColumns columns;
  TRY(add(from, value, columns));
  return columns;
}

Result<std::map<std::string, SourceColumns>> Lineage::of_fields() const {
  std::map<std::string, SourceColumns> fields;
  for (const auto& block : mapping_.blocks) {
    for (const auto& [field, value] : block.fields) {
      TRY_ASSIGN(fields[field->path], of(block.from, value));
    }
  }
  return fields;
}

Result<void> Lineage::add(const Expression& from, const Expression& value,
                          SourceColumns& columns) const {
  TRY_ASSIGN(const auto read, columns_read_by(database_, from, value, Clause::value));
  for (const auto& reference : read.row) {
    if (!reference.table.empty()) TRY(add_column(reference.table, reference.column, columns));
  }
  for (const auto& [table, names] : read.beyond) {
    for (const auto& name : names) TRY(add_column(table, name, columns));
  }
  return {};
}

Result<void> Lineage::add_column(const std::string& table, const std::string& column,
                                 SourceColumns& columns) const {
  for (const auto& lookup : mapping_.lookups) {
    if (lookup.name != table) continue;
    for (const auto& [name, taken] : lookup.take) {
      if (name == column) return add(lookup.from, taken, columns);
    }
    return add(lookup.from, lookup.key, columns);
  }
  columns.insert(table + "." + column);
  return {};
}

std::string in_one_line(const SourceColumns& columns) {
  return fmt::format("{}", fmt::join(columns, ", "));
}

}  // namespace dataflow::mapping
