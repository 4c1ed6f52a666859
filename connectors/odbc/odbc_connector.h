// The odbc connector reads the tables and views of a database server through its ODBC driver.
#pragma once

#include "connectors/connector.h"

namespace dataflow::connectors {

/// The kind `odbc`. Options:
///
///   dsn                a data source name of this machine, or
///   driver             the driver, by the name that the driver manager has for it, with
///   server, port, database
///   schema             where the tables are; all schemas that the account sees when it is left out
///   user, password     left out: the operating system says who the agent is
///   ca_file            who certifies the server, for PostgreSQL's and MariaDB's drivers
///   connection_string  more words for the driver, as Word=value;Word=value
///   timeout_seconds    for an answer of the server; 300
///   login_seconds      for the server to let the agent in; 15
///   most_seconds       for all tables together; 7200
///   rebuild_seconds    how long a source that is being rebuilt is waited for within a read; 10
///
/// Each describe() and each read() has a connection of its own, over TLS with verification where
/// the driver can, in a transaction that is read only where the server can, and rolled back. SELECT
/// is the only right it needs. Memory does not depend on how many rows there are.
///
/// Numbers arrive as their exact decimal text, times as SQL_TIMESTAMP_STRUCT says, bits as 1 or 0,
/// GUIDs as the server writes them, texts exactly, up to 8 million characters. A column of bytes is
/// an error. Errors name SQLSTATE and the server's number, and never its message, which may hold a
/// value.
///
/// docs/connectors.md says what each server promises of one moment, and connectors/odbc/dialect.h
/// how it is asked.
[[nodiscard]] const Kind& odbc_kind();

}  // namespace dataflow::connectors
