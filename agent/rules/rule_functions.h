// The functions that rules may use in their SQL, beside SQLite's own.
#pragma once

#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/result.h"
#include "agent/sqlite/database.h"
#include "agent/standard/standard.h"
#include "agent/standard/window.h"

namespace dataflow::rules {

/// The days of a run that rules ask for.
struct RunDays {
  Day today;
  standard::Window window;
};

/// What the functions know. Must outlive the connection they are registered with.
struct RuleContext {
  const standard::Standard* standard = nullptr;
  RunDays days;
};

/// A function as documentation and suggestions show it.
struct RuleFunctionHelp {
  std::string name;
  std::string call;
  std::string says;
};
[[nodiscard]] const std::vector<RuleFunctionHelp>& rule_function_help();

/// Makes the functions known to this connection. Given something it cannot read, a function answers
/// NULL; a code list that does not exist is an SQL error.
[[nodiscard]] Result<void> register_rule_functions(const sqlite::Database& database,
                                                   const RuleContext& context);

}  // namespace dataflow::rules
