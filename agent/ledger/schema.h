// The tables of a ledger file, and the version they have.
#pragma once

#include <string>

#include "agent/core/result.h"
#include "agent/sqlite/database.h"

namespace dataflow::ledger {

/// Makes the tables in an empty file, and checks that a file with tables is a ledger of this
/// version. Sets WAL and synchronous=FULL: what was committed survives a power cut. Remedy stop.
[[nodiscard]] Result<void> prepare_schema(const sqlite::Database& database);

/// The code of the council that the ledger belongs to.
[[nodiscard]] Result<std::string> council_of(const sqlite::Database& database);

}  // namespace dataflow::ledger
