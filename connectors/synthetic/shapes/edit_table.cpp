#include "connectors/synthetic/shapes/edit_table.h"

#include "connectors/synthetic/shapes/rearrange.h"

namespace dataflow::synthetic {

namespace {

/// The rows of `from`, each changed by `edit`, in the columns of `to`.
Table filled(Table to, const Table& from, const Edit& edit) {
  SsdRow cells;
  Row row;
  for (std::size_t i = 0; i < from.rows(); ++i) {
    from.read(i, cells);
    row.clear();
    for (const auto& cell : cells) row.push_back(text_of(cell));
    edit(row);
    to.add(row);
  }
  return to;
}

}  // namespace

Table edited(const Table& table, const Edit& edit) {
  return filled(Table(table.shape(), table.types()), table, edit);
}

Table without_column(const Table& table, std::size_t column) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  TableShape shape = table.shape();
  auto types = table.types();
  shape.columns.erase(shape.columns.begin() + at);
  types.erase(types.begin() + at);
  return filled(Table(std::move(shape), std::move(types)), table,
                [at](Row& row) { row.erase(row.begin() + at); });
}

Table with_column_called(const Table& table, std::size_t column, std::string name) {
  TableShape shape = table.shape();
  shape.columns.at(column) = std::move(name);
  return filled(Table(std::move(shape), table.types()), table, [](Row&) {});
}

}  // namespace dataflow::synthetic
