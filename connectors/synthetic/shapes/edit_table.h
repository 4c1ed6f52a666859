// To edit a table is to write some of its cells as another edition of the same dataset does.
#pragma once

#include <functional>
#include <string>

#include "connectors/synthetic/ssd_schema.h"
#include "connectors/synthetic/table.h"

namespace dataflow::synthetic {

/// Changes the cells of one row; it must leave as many as there were.
using Edit = std::function<void(Row& row)>;

/// The same table with `edit` done to every row.
[[nodiscard]] Table edited(const Table& table, const Edit& edit);

/// The same table without that column.
[[nodiscard]] Table without_column(const Table& table, std::size_t column);

/// The same table with another name for that column.
[[nodiscard]] Table with_column_called(const Table& table, std::size_t column, std::string name);

}  // namespace dataflow::synthetic
