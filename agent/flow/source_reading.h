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

/// Reads those columns into memory. Where the mapping does not fit the source, its faults are added
/// to `faults`, the error counts them, and no row is read.
[[nodiscard]] Result<mapping::Staging> stage_source(connectors::Connector& source,
                                                    const mapping::MappingFile& mapping,
                                                    const standard::Standard& standard,
                                                    Progress& progress, Faults& faults);

}  // namespace dataflow::flow
