// Decides what follows for one child from its newest record and where it stands in the ledger.
#pragma once

#include <optional>

#include "agent/core/record.h"
#include "agent/ledger/child_states.h"

namespace dataflow::flow {

/// What a run finds of one child.
enum class Found {
  fresh,      ///< never accepted: to be sent
  changed,    ///< differs from what was accepted: to be sent
  unchanged,  ///< the endpoint holds it already, or it waits already
  held,       ///< set aside
  past,       ///< has left the collection window, not the source: stays at the endpoint
  absent,     ///< not in the cohort, but not for long enough to be purged
  leaving,    ///< no longer in the cohort: to be purged
};

/// What has to be written down for it.
enum class Step {
  none,    ///< the ledger says it already
  send,    ///< keep the document; it waits
  purge,   ///< keep a purge; it waits
  rest,    ///< nothing waits any more
  hold,    ///< set the child aside
  miss,    ///< count one more day without the child
  see,     ///< the child is back; all else stays
  retire,  ///< the child has left the window; the endpoint keeps what it holds
  forget,  ///< the endpoint never held the child
};

struct Decision {
  Found found;
  Step step;
  bool operator==(const Decision&) const = default;
};

/// How long a child must be missing before it is purged. Copies of a case management system are
/// rebuilt at night, so two runs of one day are no more proof than one.
struct Absence {
  std::int64_t days = 2;  ///< on so many days in a row, by the runs that took effect
  Day today;
};

/// For a child that the source still has, but outside the collection window.
[[nodiscard]] Decision decide_past(const ledger::ChildState& state);

/// Whether the endpoint holds something of the child that neither the record nor what is spared
/// has.
enum class Remnants { none, some };

/// `record` is null when the child is not in the cohort, `state` when the ledger does not know it;
/// one of them is there. Pure: the same arguments always give the same decision.
[[nodiscard]] Decision decide(const Record* record, const ledger::ChildState* state,
                              const Absence& absence, Remnants remnants = Remnants::none);

}  // namespace dataflow::flow
