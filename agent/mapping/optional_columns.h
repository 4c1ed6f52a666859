// Optional columns: what a mapping reads where a source has it, and takes for empty elsewhere.
#pragma once

#include <span>
#include <vector>

#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

/// The tables with the mapping's optional columns added where they lack them, and with the tables
/// that may be missing. Names are
/// compared without case.
[[nodiscard]] std::vector<TableShape> with_optional(std::span<const TableShape> tables,
                                                    const MappingFile& mapping);

/// The columns of the table that are optional.
[[nodiscard]] std::vector<std::string> optional_of(const TableShape& table,
                                                   const MappingFile& mapping);

}  // namespace dataflow::mapping
