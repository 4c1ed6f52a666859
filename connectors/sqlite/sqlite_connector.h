// The sqlite connector reads the tables and views of a SQLite database file.
#pragma once

#include "connectors/connector.h"

namespace dataflow::connectors {

/// The kind `sqlite`. Options:
///
///   file   the database, required
///
/// The file is opened anew for each describe() and read(), read only: it is never made and never
/// written, and a file that is replaced between runs is noticed. All rows of one read() come from
/// one transaction, so they are of one moment while others write. Whole numbers arrive as their
/// decimal text, REAL as SQLite writes it, text exactly, NULL as nothing; a BLOB is an error. Names
/// of tables and columns are compared without case.
///
/// A database in WAL mode that nobody else has open gets its -wal and -shm files from SQLite itself
/// when the folder may be written to: SQLite cannot read such a file without them.
[[nodiscard]] const Kind& sqlite_kind();

}  // namespace dataflow::connectors
