// Reads the rows of one table by ODBC as text.
#pragma once

#include <chrono>
#include <cstdint>

#include "agent/core/snapshot.h"
#include "connectors/odbc/connection.h"
#include "connectors/odbc/schema.h"

namespace dataflow::connectors::odbc {

struct TableToRead {
  const OfferedTable* table;  ///< as the server offers it
  TableShape wish;            ///< every column of which it has
  std::string name;           ///< as the server's SQL writes it, with its schema

  [[nodiscard]] static TableToRead of(const Connection& connection, const OfferedTable& table,
                                      TableShape wish);
};

/// What the server says went wrong with a table that it offered a moment ago: one that is gone is
/// waited for.
[[nodiscard]] Error error_while_reading(const Statement& statement);

/// Passes all rows of the wished columns, and gives how many. Texts whose column may be longer than
/// 2,000 characters are asked for last and fetched in pieces, up to 8 million characters each.
/// What is no Unicode becomes U+FFFD, with a finding S11.
///
/// Errors: a column of bytes; a value longer than its column says; a row that comes after `until`;
/// what the server reports.
[[nodiscard]] Result<std::uint64_t> read_table(Connection& connection, const TableToRead& reading,
                                               std::chrono::steady_clock::time_point until,
                                               RowSink& sink);

}  // namespace dataflow::connectors::odbc
