// A Sight is what the DfE should come to hold about one person, worked out row by row from the
// source as the standard's mapping describes it. It is how a council knows which of its events
// show.
//
// It is written for plain reading, not speed, and shares no code with the agent's mapping, so that
// each can be held against the other.
#pragma once

#include <functional>
#include <string>

#include "connectors/synthetic/ssd_schema.h"
#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

enum class Standing {
  outside,  ///< not in the cohort: nothing is sent
  held,     ///< in the cohort, but an identifier does not fit or two people share it
  sent,
};

struct Sight {
  Standing standing = Standing::outside;
  std::string document;  ///< canonical JSON; empty unless sent

  auto operator<=>(const Sight&) const = default;
};

/// The registration number of the worker with that id; empty when there is none.
using Registration = std::function<std::string(const std::string& worker)>;

[[nodiscard]] Sight sight_of(const PersonRows& rows, const Window& window,
                             const Registration& registration);

}  // namespace dataflow::synthetic
