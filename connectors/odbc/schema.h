// What a server offers by ODBC: its tables and views with their columns, and where they are.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/snapshot.h"
#include "connectors/odbc/connection.h"

namespace dataflow::connectors::odbc {

struct OfferedTable {
  std::string owner;  ///< the schema; the database where the server has no schemas
  TableShape shape;   ///< in the server's spelling
};

/// Every table and view of the schema, or of all schemas where `schema` is empty, that this account
/// sees. Names are compared without case. Sorted by name. A view that shows no columns is broken
/// and is left out; a table that shows none is being rebuilt, and is waited for as long as the
/// bounds say.
[[nodiscard]] Result<std::vector<OfferedTable>> tables_of(Connection& connection,
                                                          const std::string& schema, Clock& clock);

[[nodiscard]] std::vector<TableShape> shapes_of(std::span<const OfferedTable> tables);

/// The table of that name. An error where several schemas have one; it has to be there.
[[nodiscard]] Result<const OfferedTable*> chosen(std::span<const OfferedTable> tables,
                                                 const std::string& name, const std::string& where);

}  // namespace dataflow::connectors::odbc
