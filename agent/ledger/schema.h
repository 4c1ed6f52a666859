// The file of a ledger: its tables, its pages and its log. Versions are in versions.h.
#pragma once

#include <string>

#include "agent/core/result.h"
#include "agent/sqlite/database.h"

namespace dataflow::ledger {

/// A ledger that cannot be used as it is, and what to do about it. Remedy stop.
[[nodiscard]] Error unusable(const std::string& file, std::string what);

/// Makes the tables of a council's ledger in an empty file. Remedy stop.
[[nodiscard]] Result<void> make_schema(const sqlite::Database& database,
                                       const std::string& council);

/// Reads every page: a damaged one is found before anything relies on it. About a second for a
/// gigabyte. Remedy stop.
[[nodiscard]] Result<void> check_pages(const sqlite::Database& database);

/// Sets WAL and synchronous=FULL: what was committed survives a power cut. Remedy stop.
[[nodiscard]] Result<void> use_log(const sqlite::Database& database);

/// Brings everything from the log into the file itself, and sees that it is done: closing a
/// connection does so too, but says nothing when it fails. Remedy stop.
[[nodiscard]] Result<void> empty_log(const sqlite::Database& database);

/// Does without a log from now on: the file is whole by itself. Remedy stop.
[[nodiscard]] Result<void> leave_log(const sqlite::Database& database);

/// The code of the council that the ledger belongs to.
[[nodiscard]] Result<std::string> council_of(const sqlite::Database& database);

}  // namespace dataflow::ledger
