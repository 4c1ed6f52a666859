// The balance as people and as machines read it.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "agent/ledger/balance.h"

namespace dataflow::commands {

/// A few lines: the sum, the exclusions by rule, the holds by reason.
[[nodiscard]] std::string balance_text(const ledger::Balance& balance,
                                       const std::vector<ledger::HoldCount>& holds);

[[nodiscard]] boost::json::object balance_json(const ledger::Balance& balance,
                                               const std::vector<ledger::HoldCount>& holds);

}  // namespace dataflow::commands
