// Reads the file of local corrections.
#pragma once

#include "agent/corrections/corrections.h"

namespace dataflow::corrections {

/// All rows without a fault, whatever their days. `today` decides which local codes a value may
/// use.
[[nodiscard]] std::vector<Correction> read_corrections(const std::filesystem::path& file,
                                                       const standard::Standard& standard,
                                                       const mapping::MappingFile& mapping,
                                                       Day today, Faults& faults);

}  // namespace dataflow::corrections
