// Checks a mapping against what a source offers, before a single row is read.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "agent/core/snapshot.h"
#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

/// The tables and columns that the mapping reads with all its variants and their probes, in the
/// source's spelling: the least that a snapshot has to hold. Optional columns that the source lacks
/// are not among them; with_optional() gives the snapshot its place for them. Every table or column
/// that is missing, every function that does not exist and every other fault of an expression is
/// added to `faults` with its line in the mapping file and the nearest name that does exist;
/// nothing is returned when there was one.
[[nodiscard]] std::optional<std::vector<TableShape>> columns_read(
    const MappingFile& mapping, const standard::Standard& standard,
    std::span<const TableShape> offered, Faults& faults);

}  // namespace dataflow::mapping
