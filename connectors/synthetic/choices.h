// Choices among the happenings of a day, each as likely as its weight says.
#pragma once

#include <vector>

#include "connectors/synthetic/happenings.h"
#include "connectors/synthetic/random.h"

namespace dataflow::synthetic {

using Choice = Share<const Happening*>;
using Wanted = bool (*)(const Happening& happening);

[[nodiscard]] std::vector<Choice> choices_of(Wanted wanted);

namespace wanted {

template <Sort sort>
bool one_of_sort(const Happening& happening) {
  return happening.sort == sort;
}
[[nodiscard]] bool seen(const Happening& happening);
[[nodiscard]] bool leads_to_a_plan(const Happening& happening);
[[nodiscard]] bool opens_a_case(const Happening& happening);

}  // namespace wanted

/// Whether it can happen to the person as far as life and death go: of the dead, records may only
/// be removed.
[[nodiscard]] bool lives_for(const Person& person, const Happening& happening);

}  // namespace dataflow::synthetic
