// The source memory: which columns and codes the source had, for the next run to compare.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/snapshot.h"
#include "agent/ledger/runs.h"

namespace dataflow::ledger {

struct SeenColumn {
  std::string table;
  std::string column;
  Day first_seen;
  Day last_seen;
};

/// How often a field held one code.
struct CodeUse {
  std::string field;  ///< its path in the standard
  std::string code;   ///< of the standard; for a text that stands for none, its SHA-256 in hex
  bool known = true;  ///< it is a code of the standard
  std::int64_t uses = 0;

  bool operator==(const CodeUse&) const = default;
};

struct SeenCode {
  CodeUse use;  ///< with the uses when it was last seen
  Day first_seen;
  Day last_seen;
};

/// What settled runs have seen, each column and code once.
struct SourceMemory {
  std::vector<SeenColumn> columns;  ///< by table and column
  std::vector<SeenCode> codes;      ///< by field and code
};
[[nodiscard]] Result<SourceMemory> source_memory(const Ledger& ledger);

/// What a run saw.
struct SourceSeen {
  std::vector<TableShape> tables;  ///< those that were read, with all their columns
  std::vector<CodeUse> codes;      ///< of the fields that are to be remembered
};

/// Adds it to the memory. Call within the transaction that settles the run of that day.
[[nodiscard]] Result<void> remember_source(const sqlite::Database& database, Day day,
                                           const SourceSeen& seen);

/// Forgets the codes of one field, so that the next run takes those that it finds for right, and
/// notes who decided so. Gives how many were known; with none, nothing is noted. Remedy stop.
[[nodiscard]] Result<std::int64_t> forget_codes(const Ledger& ledger, const std::string& field,
                                                const std::string& by, const std::string& reason,
                                                Instant now);

}  // namespace dataflow::ledger
