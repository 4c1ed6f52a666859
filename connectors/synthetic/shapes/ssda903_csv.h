// The shape ssda903-csv is the folder of files of the SSDA903 return, over the whole collection
// window.
#pragma once

#include "connectors/synthetic/shapes/shape.h"

namespace dataflow::synthetic {

/// Writes the files to the folder `target.path`: every child who was looked after or on the way to
/// adoption, and every care leaver who was in touch in the window. A real return is over one year.
/// Errors: as in writers.h.
[[nodiscard]] Result<void> write_ssda903_csv(const Holdings& holdings, const Target& target,
                                             Progress& progress);

}  // namespace dataflow::synthetic
