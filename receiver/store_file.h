// The SQLite file that the receiver keeps what it was sent in.
#pragma once

#include <filesystem>

#include "agent/sqlite/database.h"

namespace dataflow::receiver {

/// Opens the file for the receiver and makes it, closed to other accounts, when it is missing. WAL
/// with synchronous=FULL: what was committed survives a power cut. A store of an older version is
/// brought forward, in one transaction. Remedy stop when the file is another program's, or of a
/// newer version.
[[nodiscard]] Result<sqlite::Database> open_store(const std::filesystem::path& file);

/// Opens it for reading, while a receiver may be running. An older version stays as it is.
[[nodiscard]] Result<sqlite::Database> open_store_to_read(const std::filesystem::path& file);

}  // namespace dataflow::receiver
