#include "agent/standard/rule.h"

#include <algorithm>

namespace dataflow::standard {

const Rule* RuleBook::find(std::string_view number) const {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const Rule& rule) { return rule.number == number; });
  return found == rules.end() ? nullptr : &*found;
}

const Beside* RuleBook::beside(std::string_view name) const {
  const auto found = std::find_if(besides.begin(), besides.end(),
                                  [&](const Beside& beside) { return beside.name == name; });
  return found == besides.end() ? nullptr : &*found;
}

std::string block_name(const Field& field) {
  return field.name.empty() ? "child" : field.name;
}

}  // namespace dataflow::standard
