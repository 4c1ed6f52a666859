// Reads the rows of one table or view of a SQLite source as text.
#pragma once

#include "agent/core/snapshot.h"
#include "agent/sqlite/database.h"

namespace dataflow::connectors {

/// Passes all rows of the wished columns, which must exist. Whole numbers arrive as decimal text,
/// REAL as SQLite writes it, NULL as nothing; text is not checked to be UTF-8.
///
/// Errors: a BLOB, with the table and column; what SQLite reports, without its message, which may
/// quote a value.
[[nodiscard]] Result<void> read_table(const sqlite::Database& database, const TableShape& wish,
                                      RowSink& sink);

}  // namespace dataflow::connectors
