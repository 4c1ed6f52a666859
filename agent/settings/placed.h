// A value with its place in the file, for faults that only a later check can find.
#pragma once

#include <string>

#include "agent/yaml/reader.h"

namespace dataflow::settings {

struct Placed {
  std::string value;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// The text of the node; a fault when it has none.
[[nodiscard]] inline Placed placed(const yaml::Node& node) {
  return {node.text(), node.line(), node.column()};
}

/// The same of a name, which a later fault repeats when there is nothing of that name.
[[nodiscard]] inline Placed placed_name(const yaml::Node& node) {
  return {node.word(), node.line(), node.column()};
}

}  // namespace dataflow::settings
