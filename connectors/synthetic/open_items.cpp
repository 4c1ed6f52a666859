#include "connectors/synthetic/open_items.h"

namespace dataflow::synthetic {

Episode* open_case(Person& person) {
  if (person.episodes.empty()) return nullptr;
  auto& episode = person.episodes.back();
  return episode.open() ? &episode : nullptr;
}

CarePeriod* open_care(Person& person) {
  auto* episode = open_case(person);
  if (!episode || episode->care.empty() || episode->care.back().end()) return nullptr;
  return &episode->care.back();
}

Assessment* open_assessment(Episode& episode) {
  for (auto& item : episode.assessments) {
    if (!item.authorised) return &item;
  }
  return nullptr;
}

bool a_child_still(const Person& person, Day today) {
  return person.under(18, today) && !person.leaver;
}

}  // namespace dataflow::synthetic
