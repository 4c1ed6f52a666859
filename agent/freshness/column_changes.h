// Column changes: how the columns of one table differ from those that earlier runs saw.
#pragma once

#include <optional>
#include <span>

#include "agent/core/day.h"
#include "agent/core/finding.h"
#include "agent/core/snapshot.h"
#include "agent/ledger/source_memory.h"

namespace dataflow::freshness {

/// Columns that came or went within the last days, with the likely new name of one that went;
/// nothing where there are none, or where the table was never seen before. That a column which the
/// mapping reads is missing is a fault of the mapping and stops the run before it comes to this.
[[nodiscard]] std::optional<Finding> column_changes(const TableShape& table,
                                                    std::span<const ledger::SeenColumn> memory,
                                                    Day today);

}  // namespace dataflow::freshness
