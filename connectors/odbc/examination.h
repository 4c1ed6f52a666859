// What a database server says of itself, of the connection to it, and of the rights of the account.
#pragma once

#include "connectors/connector.h"
#include "connectors/odbc/connection.h"

namespace dataflow::connectors::odbc {

/// Asks by SELECT alone. What the account may not ask, or the server does not answer, is left out,
/// and a warning where it matters.
[[nodiscard]] Examination examine(Connection& connection);

}  // namespace dataflow::connectors::odbc
