// Finds the tables and columns that a mapping names from its SQL alone, without a source to ask.
#pragma once

#include <vector>

#include "agent/core/snapshot.h"
#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

/// The least that a source must offer for the SQL of the mapping and of its variants to compile,
/// what may be absent included, in the mapping's spelling and the order in which the mapping comes
/// to it.
///
/// A column written without its table is put down to the only table, or the first, of the innermost
/// FROM it stands in. SQL that cannot be compiled for another reason is left alone: columns_read()
/// reports it.
[[nodiscard]] Result<std::vector<TableShape>> tables_named(const MappingFile& mapping,
                                                           const standard::Standard& standard);

}  // namespace dataflow::mapping
