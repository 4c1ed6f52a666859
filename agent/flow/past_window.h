// Who has left the collection window, told apart from who has left the source.
#pragma once

#include "agent/flow/build.h"

namespace dataflow::flow {

/// Builds everybody once more with the window as it began at first, where it has moved since.
/// Nothing of that is sent: it fills `build.past`, and what of each record is spared a purge.
[[nodiscard]] Result<void> find_past(const BuildParts& parts, const mapping::Staging& staging,
                                     Build& build);

}  // namespace dataflow::flow
