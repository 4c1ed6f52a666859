// Writers put a made-up council into files: a SQLite database, a folder of CSV files, a list of
// events.
//
// Every file is written under a temporary name beside its place and renamed over what was there, so
// that a reader finds the old file or the new one, never half of one. Errors: remedy stop, naming
// the file; what was there before stays.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "agent/core/progress.h"
#include "agent/core/result.h"
#include "connectors/synthetic/event.h"
#include "connectors/synthetic/table.h"

namespace dataflow::synthetic {

/// A SQLite database with these tables, made in one transaction. Columns have their types, but
/// there are no keys, so that rows that a real database would refuse fit as well. A write-ahead log
/// left beside an older database goes with it.
[[nodiscard]] Result<void> write_database(const std::filesystem::path& file,
                                          const std::vector<Table>& tables);
[[nodiscard]] Result<void> write_database(const std::filesystem::path& file,
                                          const std::vector<Table>& tables, Progress& progress);

/// One file per table, "ssd_person.csv", in UTF-8 as RFC 4180 has it: a header, CRLF line ends,
/// quotes where needed. NULL is an empty field, an empty text is a quoted one. The folder is made
/// if it is missing; other files in it are let be.
[[nodiscard]] Result<void> write_csv_folder(const std::filesystem::path& folder,
                                            const std::vector<Table>& tables);
[[nodiscard]] Result<void> write_csv_folder(const std::filesystem::path& folder,
                                            const std::vector<Table>& tables, Progress& progress);

/// One line of JSON per event (event.h).
[[nodiscard]] Result<void> write_events(const std::filesystem::path& file,
                                        std::span<const Event> events);

}  // namespace dataflow::synthetic
