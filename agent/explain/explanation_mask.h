// Hides what could tell who a child is from an explanation.
#pragma once

#include "agent/explain/explanation.h"
#include "agent/standard/standard.h"

namespace dataflow::mapping {

/// The explanation with personal values, keys and identifiers masked (standard/personal.h).
///
/// Of a raw value it is not enough that its column is harmless: free text stands in the oddest
/// columns. So only days, flags, numbers of up to three digits, codes and the mapping's own words
/// stay as they are.
[[nodiscard]] ChildExplanation masked(ChildExplanation explanation,
                                      const standard::Standard& standard, const CodeWords& words);

}  // namespace dataflow::mapping
