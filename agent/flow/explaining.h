// Explaining: why a child's document says what it says, rules and corrections included.
#pragma once

#include <string>

#include "agent/explain/explanation.h"
#include "agent/flow/build.h"

namespace dataflow::flow {

/// Which child, and which of its values; all of them when `path` is empty.
struct Question {
  std::string child;
  std::string path;
};

/// Reads the source as a build does, and explains the child's values (mapping/explain.h) with what
/// the rules find of the child alone and the local corrections in their places. A path that the
/// standard does not know is an error. Every fault of the corrections and of a mapping that does
/// not fit the source is added to `faults`. The explanation refers to the mapping and the standard.
[[nodiscard]] Result<mapping::ChildExplanation> explain_child(const BuildParts& given,
                                                              const Question& question,
                                                              Faults& faults);

}  // namespace dataflow::flow
