// The episodes of a Sight, with everything inside them.
#pragma once

#include <optional>

#include <boost/json/array.hpp>

#include "connectors/synthetic/sight.h"

namespace dataflow::synthetic {

/// The person's episodes in window, oldest first; nothing when an identifier does not fit the
/// standard, so that the person has to be held.
[[nodiscard]] std::optional<boost::json::array> episodes_of(const PersonRows& rows,
                                                            const Window& window,
                                                            const Registration& registration);

}  // namespace dataflow::synthetic
