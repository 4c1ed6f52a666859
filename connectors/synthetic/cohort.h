// The cohort: whose records the DfE collects on a given day.
#pragma once

#include "connectors/synthetic/ssd_schema.h"
#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

/// Whether the person of these rows is of an age, and known in a way, that the collection takes in.
[[nodiscard]] bool in_cohort(const PersonRows& rows, const Window& window);

/// Whether a span written in these two cells touches the window. An unreadable start is no span, an
/// unreadable end is an open one.
[[nodiscard]] bool span_in_window(const Row& row, std::size_t start, std::size_t end,
                                  const Window& window);

}  // namespace dataflow::synthetic
