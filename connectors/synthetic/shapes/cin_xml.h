// The shape cin-xml is the file of the children in need census, over the whole collection window.
#pragma once

#include "connectors/synthetic/shapes/shape.h"

namespace dataflow::synthetic {

/// Writes the census to the file `target.path`: every child with a referral in the window, and what
/// happened in the window. A real census is over one year. Errors: remedy stop, naming the file.
[[nodiscard]] Result<void> write_cin_xml(const Holdings& holdings, const Target& target,
                                         Progress& progress);

}  // namespace dataflow::synthetic
