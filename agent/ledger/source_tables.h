// The size of each table of the source, as each run found it, and what reading it cost.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/ledger/runs.h"

namespace dataflow::ledger {

struct TableRows {
  std::string table;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;         ///< of its values, in all reads of the run
  std::int64_t milliseconds = 0;  ///< that reading it took, in all reads of the run

  bool operator==(const TableRows&) const = default;
};

/// Call within the transaction that settles the run.
[[nodiscard]] Result<void> store_tables(const sqlite::Database& database, RunId run,
                                        const std::vector<TableRows>& tables);

/// As that run found them, by name; empty when it did not settle.
[[nodiscard]] Result<std::vector<TableRows>> tables_of(const Ledger& ledger, RunId run);

/// As the newest settled run found them, by name; empty when there is none.
[[nodiscard]] Result<std::vector<TableRows>> tables_before(const Ledger& ledger);

/// What the source says of its last refresh, for the next run to compare. Call within the
/// transaction that settles the run.
[[nodiscard]] Result<void> store_mark(const sqlite::Database& database, RunId run,
                                      const std::string& mark);

/// What the newest settled run found; empty when there is none.
[[nodiscard]] Result<std::string> mark_before(const Ledger& ledger);

}  // namespace dataflow::ledger
