// A catalog for a tap as a file that is in memory only and has no name.
#pragma once

#include <string>
#include <string_view>

#include "agent/core/result.h"
#include "connectors/singer/descriptor.h"

namespace dataflow::connectors::singer {

/// The file is there as long as the descriptor is open. Remedy wait when there is no memory.
[[nodiscard]] Result<Descriptor> write_catalog(std::string_view catalog);

/// The path by which a program that was passed the file opens it.
[[nodiscard]] std::string path_of(const Descriptor& file);

}  // namespace dataflow::connectors::singer
