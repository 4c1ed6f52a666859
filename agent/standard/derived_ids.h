// Derived identifiers: minted from what an item is, for sources whose identifiers do not last.
#pragma once

#include <string>
#include <string_view>

#include "agent/standard/standard.h"

namespace dataflow::standard {

/// The document with a minted identifier in the place of the key of each item: 32 hexadecimal
/// digits, or as many as the field takes. It comes from the council, the child, the list and the
/// item above, from the day on which the item starts, and from its ordinal among those that start
/// on the same day, in the order of what they say. So it is the same whatever identifiers the
/// source has today. The child's own identifier stays.
///
/// Throws std::invalid_argument when the text is no JSON object: documents are made by this
/// program, so that is a broken invariant.
[[nodiscard]] std::string with_derived_ids(const Standard& standard, std::string_view document,
                                           std::string_view council);

}  // namespace dataflow::standard
