// What a SQLite source offers: its tables and views with their columns.
#pragma once

#include <vector>

#include "agent/core/snapshot.h"
#include "agent/sqlite/database.h"

namespace dataflow::connectors {

/// Every table and view of the database, sorted by name, generated columns included. SQLite's own
/// tables and virtual tables are left out.
///
/// Errors: remedy wait when the database is locked; stop for a view that SQLite cannot compile.
[[nodiscard]] Result<std::vector<TableShape>> tables_of(const sqlite::Database& database);

}  // namespace dataflow::connectors
