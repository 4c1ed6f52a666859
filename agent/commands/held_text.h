// What the brake says of a run, for people and for machines.
#pragma once

#include <string>
#include <vector>

#include <boost/json/array.hpp>

#include "agent/ledger/held_runs.h"

namespace dataflow::commands {

/// The page that a person decides by: why the run is held, what was said of it, what to do.
[[nodiscard]] std::string held_text(const ledger::HeldRun& held, std::int64_t needed);

/// The same for a run that was held just now.
[[nodiscard]] std::string held_text(ledger::RunId run, const std::vector<ledger::Alarm>& alarms);

/// Only the reasons, one to a line.
[[nodiscard]] std::string reasons_text(const std::vector<ledger::Alarm>& alarms);

[[nodiscard]] boost::json::array alarms_json(const std::vector<ledger::Alarm>& alarms);

}  // namespace dataflow::commands
