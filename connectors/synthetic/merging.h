// Merging: two records that turn out to be one child's.
#pragma once

#include <optional>

#include "connectors/synthetic/person.h"

namespace dataflow::synthetic {

/// `kept` with the one episode of `spare` moved over, and that episode's key; nothing unless
/// `spare` has one closed episode and it fits between the other's, so that a merge leaves a sound
/// record.
struct Merged {
  Person person;
  Key episode = 0;
};
[[nodiscard]] std::optional<Merged> merged(const Person& kept, const Person& spare);

}  // namespace dataflow::synthetic
