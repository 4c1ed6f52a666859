// What is still open in a person's record, and so can go on.
#pragma once

#include <algorithm>
#include <vector>

#include "connectors/synthetic/person.h"

namespace dataflow::synthetic {

/// The person's open episode, or null.
[[nodiscard]] Episode* open_case(Person& person);

/// The open period of care in that episode, or null.
[[nodiscard]] CarePeriod* open_care(Person& person);

[[nodiscard]] Assessment* open_assessment(Episode& episode);

/// The enquiry or plan that has not ended, or null.
template <class Item>
[[nodiscard]] Item* open_item(std::vector<Item>& items) {
  const auto at = std::find_if(items.begin(), items.end(), [](const Item& i) { return !i.end; });
  return at == items.end() ? nullptr : &*at;
}

/// Whether casework with the person is casework with a child.
[[nodiscard]] bool a_child_still(const Person& person, Day today);

}  // namespace dataflow::synthetic
