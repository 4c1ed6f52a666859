// What a SQLite file says of itself, and whether this account could write to it.
#pragma once

#include <filesystem>

#include "agent/sqlite/database.h"
#include "connectors/connector.h"

namespace dataflow::connectors {

/// `database` is a connection to that file. Nothing is written.
[[nodiscard]] Result<Examination> examine_file(const sqlite::Database& database,
                                               const std::filesystem::path& file);

}  // namespace dataflow::connectors
