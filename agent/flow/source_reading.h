// Reads the source into a snapshot that the mapping can work on.
#pragma once

#include <memory>
#include <vector>

#include "agent/core/progress.h"
#include "agent/mapping/mapping_file.h"
#include "agent/mapping/staging.h"
#include "connectors/connector.h"

namespace dataflow::flow {

/// Asks the source what it offers and checks the mapping against it. Faults of the mapping are
/// added to `faults`; the Result is an error when the source itself cannot be asked.
[[nodiscard]] Result<std::optional<std::vector<TableShape>>> columns_to_read(
    connectors::Connector& source, const mapping::MappingFile& mapping,
    const standard::Standard& standard, Faults& faults);

/// Reads those columns into memory.
[[nodiscard]] Result<mapping::Staging> read_source(connectors::Connector& source,
                                                   const std::vector<TableShape>& wishes,
                                                   const mapping::MappingFile& mapping,
                                                   Progress& progress);

/// The error that these faults of a mapping come to; there is one at least.
[[nodiscard]] Error misfit(const Faults& faults);

}  // namespace dataflow::flow
