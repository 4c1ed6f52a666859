// A former pupil number: systems have room for one where the council's tables may have several.
#pragma once

#include "connectors/synthetic/shapes/rearrange.h"

namespace dataflow::synthetic {

/// The newest former pupil number of each person; of two from the same day the one that sorts
/// first.
[[nodiscard]] Look newest_former_numbers(const Holdings& holdings);

}  // namespace dataflow::synthetic
