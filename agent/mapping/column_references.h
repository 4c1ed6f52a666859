// The columns that a piece of SQL reads, under the names by which the mapping calls them.
#pragma once

#include <string>
#include <vector>

#include "agent/mapping/mapping_file.h"
#include "agent/sqlite/read_guard.h"

namespace dataflow::mapping {

/// One column of the row that an expression works on.
struct ColumnReference {
  std::string sql;     ///< as the mapping writes it: p.pers_dob
  std::string alias;   ///< "p"; empty when the column is written without one
  std::string name;    ///< "pers_dob", without quotes
  std::string table;   ///< the staged table or lookup; empty when a query inside `from` made it
  std::string column;  ///< in the spelling of the table's definition; empty with `table`
};

/// All that an expression reads.
struct ColumnsRead {
  std::vector<ColumnReference> row;  ///< each once, in the order of their first use
  sqlite::Reads beyond;              ///< what the queries inside the expression read
};

/// What kind of expression it is: one value, or the terms of an ORDER BY.
enum class Clause { value, order };

/// Finds the columns of an expression over `from`. The tables and lookups must exist on the
/// connection, the mapping's functions must be registered, and no ReadGuard may live there.
/// An error means that the expression does not compile.
///
/// A name is a column when SQLite resolves it over `from`, and belongs to the row when SQLite's
/// authoriser reports that the whole expression reads that column. Where a query inside the
/// expression and the row read the same column of the same table by the same bare name, it counts
/// as read from the row.
[[nodiscard]] Result<ColumnsRead> columns_read_by(const sqlite::Database& database,
                                                  const Expression& from,
                                                  const Expression& expression, Clause clause);

/// The column that `name` stands for over `from`, or nothing.
[[nodiscard]] std::optional<ColumnReference> resolve_column(const sqlite::Database& database,
                                                            const Expression& from,
                                                            const std::string& alias,
                                                            const std::string& name);

}  // namespace dataflow::mapping
