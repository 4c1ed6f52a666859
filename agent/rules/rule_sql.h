// Turns a rule's condition into the SELECT that finds the rows which break it.
#pragma once

#include <string>

#include "agent/standard/standard.h"

namespace dataflow::rules {

/// For a rule on a block: SELECT child, item of every row for which the condition is true; the
/// blocks above the row, and the objects that hang on them, are joined under their names. For a
/// rule on the council: SELECT 0, 0 when the condition is true. The rule must have a condition.
[[nodiscard]] std::string select_breaches(const standard::Standard& standard,
                                          const standard::Rule& rule);

}  // namespace dataflow::rules
