// The check of everything that a run needs, for `check` and at the end of `init`.
#pragma once

#include "agent/commands/command.h"

namespace dataflow::commands {

/// What is checked: all of it, or only what can be checked without the source and the secrets.
enum class Checked { all, settings };

/// Prints a line for each part. Reads no row and sends nothing.
[[nodiscard]] Exit check(const PlanOptions& options, const Surroundings& surroundings,
                         Checked checked);

}  // namespace dataflow::commands
