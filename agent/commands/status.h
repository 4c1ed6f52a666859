// The status as machines read it, for `status --json` and for a support bundle.
#pragma once

#include <string>

#include "agent/app/plan.h"

namespace dataflow::commands {

/// One line of JSON. Nothing in it is of a single child. Remedy stop.
[[nodiscard]] Result<std::string> status_json(const app::Plan& plan, const ledger::Ledger& ledger);

}  // namespace dataflow::commands
