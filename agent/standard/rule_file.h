// Reads rules.yaml: the rules of one version of the standard, and what they ask for beside it.
#pragma once

#include "agent/standard/rule.h"
#include "agent/yaml/reader.h"

namespace dataflow::standard {

class Standard;

/// Checks names against the standard: blocks, fields and code lists have to exist, and a number may
/// occur once. The SQL itself is checked where it is run (agent/rules). Faults go to the node's
/// list.
///
/// A version that extends another has that one's rules already: those of the file are added,
/// replace those of the same number, and those under `without:` go.
void read_rules(const yaml::Node& root, const Standard& standard, RuleBook& book);

}  // namespace dataflow::standard
