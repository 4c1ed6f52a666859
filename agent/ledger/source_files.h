// The files that each run read: which export a record came from.
#pragma once

#include <vector>

#include "agent/core/snapshot.h"
#include "agent/ledger/runs.h"

namespace dataflow::ledger {

/// Call within the transaction that ends the run.
[[nodiscard]] Result<void> store_files(const sqlite::Database& database, RunId run,
                                       const std::vector<SourceFile>& files);

/// In the order in which they were read; none for a source that is no files, or that failed.
[[nodiscard]] Result<std::vector<SourceFile>> files_of(const Ledger& ledger, RunId run);

/// One digest of all of them, for the audit trail: SHA-256 over a line "HEX  NAME\n" for each file,
/// in the order of their names, as sha256sum writes them.
[[nodiscard]] Digest digest_of(std::vector<SourceFile> files);

}  // namespace dataflow::ledger
