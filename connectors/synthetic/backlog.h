// The Backlog is what a council knows on its first day: up to three years of everybody's history.
#pragma once

#include <vector>

#include "connectors/synthetic/courses.h"
#include "connectors/synthetic/people.h"
#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"
#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

/// The children of one household whose episodes began with one referral, or one of the young people
/// who have left care. At least one touches the window, as a rule.
[[nodiscard]] std::vector<Person> household_with_history(Scene& scene, const Window& window);

}  // namespace dataflow::synthetic
