// The size of each table of the source, as each run found it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/ledger/runs.h"

namespace dataflow::ledger {

struct TableRows {
  std::string table;
  std::int64_t rows = 0;

  bool operator==(const TableRows&) const = default;
};

/// Call within the transaction that settles the run.
[[nodiscard]] Result<void> store_tables(const sqlite::Database& database, RunId run,
                                        const std::vector<TableRows>& tables);

/// As the newest settled run found them, by name; empty when there is none.
[[nodiscard]] Result<std::vector<TableRows>> tables_before(const Ledger& ledger);

}  // namespace dataflow::ledger
