// What reading the source cost a run, and what a later run waits for, for people and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "agent/ledger/runs.h"
#include "agent/ledger/source_tables.h"

namespace dataflow::commands {

/// One line: rows, bytes, time and tables; empty where there are none.
[[nodiscard]] std::string reading_text(const std::vector<ledger::TableRows>& tables);

/// The same, with each table.
[[nodiscard]] boost::json::object reading_json(const std::vector<ledger::TableRows>& tables);

/// Why the newest run did not take effect, where it is another than this one; empty otherwise.
[[nodiscard]] std::string later_run_text(const std::optional<ledger::Run>& newest,
                                         ledger::RunId settled);

}  // namespace dataflow::commands
