// The examples of rule-examples.yaml: data that each rule must find, and data that it must let be.
#pragma once

#include <filesystem>
#include <string>

#include "agent/core/fault.h"
#include "agent/rules/rule_functions.h"
#include "agent/standard/standard.h"

namespace dataflow::rules {

/// How many examples were held against the rules.
struct ExampleCount {
  std::size_t breaks = 0;
  std::size_t keeps = 0;
};

/// Compiles every rule of the standard, and runs every example of the file. Adds a fault for each
/// rule whose SQL does not work, each example that does not come out as it should, and each rule
/// with SQL of the same folder that lacks an example of either kind. Without a rules.yaml in
/// the folder, only the SQL is compiled.
[[nodiscard]] ExampleCount check_rules(const standard::Standard& standard,
                                       const std::filesystem::path& examples, Faults& faults);

}  // namespace dataflow::rules
