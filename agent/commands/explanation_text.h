// An explanation as people and as machines read it.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "agent/explain/explanation.h"

namespace dataflow::commands {

/// A few aligned lines per value, at most 100 columns wide where words allow it. `file` is the name
/// of the mapping file, as places are to show it.
[[nodiscard]] std::string explanation_text(const mapping::ChildExplanation& explanation,
                                           const std::string& file);

[[nodiscard]] boost::json::object explanation_json(const mapping::ChildExplanation& explanation,
                                                   const std::string& file);

}  // namespace dataflow::commands
