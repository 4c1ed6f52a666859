// The shape rest is a folder of pages of JSON that any web server can serve as an API, with the
// profile by which the rest connector reads it.
#pragma once

#include "connectors/synthetic/shapes/shape.h"

namespace dataflow::synthetic {

/// Writes to the folder `target.path`: v1/TABLE/1.json and so on, each naming the next page, and
/// api.yaml, the profile. Errors: as in writers.h.
[[nodiscard]] Result<void> write_rest_pages(const Holdings& holdings, const Target& target,
                                            Progress& progress);

}  // namespace dataflow::synthetic
