// Reads rules.yaml: the rules of one version of the standard, and what they ask for beside it.
#pragma once

#include "agent/standard/rule.h"
#include "agent/yaml/reader.h"

namespace dataflow::standard {

class Standard;

/// Checks names against the standard: blocks, fields and code lists have to exist, and a number may
/// occur once. The SQL itself is checked where it is run (agent/rules). Faults go to the node's
/// list.
[[nodiscard]] RuleBook read_rules(const yaml::Node& root, const Standard& standard);

}  // namespace dataflow::standard
