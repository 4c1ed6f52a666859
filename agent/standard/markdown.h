// The standard as a page for people: its fields, code lists and rules as Markdown tables.
#pragma once

#include <string>

#include "agent/standard/standard.h"

namespace dataflow::standard {

/// The page, ending in a line break. The same standard always gives the same bytes.
[[nodiscard]] std::string markdown(const Standard& standard);

}  // namespace dataflow::standard
