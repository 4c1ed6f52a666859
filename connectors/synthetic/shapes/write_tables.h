// Tables of any shape are written by the writers that the council has (writers.h).
#pragma once

#include <vector>

#include "connectors/synthetic/shapes/shape.h"

namespace dataflow::synthetic {

/// Puts the tables into the target's container. Errors: as in writers.h.
[[nodiscard]] Result<void> write_tables(const std::vector<Table>& tables, const Target& target,
                                        Progress& progress);

}  // namespace dataflow::synthetic
