// Rebuilding: makes a ledger know what the endpoint says that it holds.
#pragma once

#include <cstdint>
#include <filesystem>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"
#include "agent/standard/standard.h"

namespace dataflow::flow {

/// Reads one document a line, as `dataflow-receiver export` writes them, into a new ledger that
/// knows no child yet. Gives the number of children. A line that is no document of the standard is
/// named, and nothing is kept. Remedy stop.
[[nodiscard]] Result<std::int64_t> rebuild(const ledger::Ledger& ledger,
                                           const standard::Standard& standard,
                                           const std::filesystem::path& received, Instant now);

}  // namespace dataflow::flow
