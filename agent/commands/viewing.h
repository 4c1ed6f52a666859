// What commands share that show a child's values: masks, and the audit row when there are none.
#pragma once

#include <string>

#include "agent/core/clock.h"
#include "agent/ledger/ledger.h"
#include "agent/standard/field.h"

namespace dataflow::commands {

/// Whether names and identifiers are shown.
enum class Values { masked, whole };

/// A value of the field as JSON, with its mask where it is personal.
[[nodiscard]] std::string shown(const standard::Field& field, const std::string& json,
                                Values values);

/// Writes into the audit trail that values are shown without masks. Call before showing them. The
/// keys of items in `what` are left out.
[[nodiscard]] Result<void> note_viewing(const ledger::Ledger& ledger, const std::string& child,
                                        const std::string& what, const Clock& clock);

}  // namespace dataflow::commands
