#include <algorithm>

#include "connectors/synthetic/happen.h"
#include "connectors/synthetic/paths.h"

namespace dataflow::synthetic::happen {

namespace {

/// An episode of the person that holds something of that kind, drawn from all that do; or null.
template <class Holds>
Episode* one_with(Scene& scene, Person& person, Holds holds) {
  std::vector<Episode*> found;
  for (auto& episode : person.episodes) {
    if (holds(episode)) found.push_back(&episode);
  }
  return found.empty() ? nullptr : scene.random.one_of(found);
}

template <class Item>
Key take_one(Scene& scene, std::vector<Item>& items) {
  const auto at = items.begin() + static_cast<std::ptrdiff_t>(scene.random.below(items.size()));
  const Key key = at->key;
  items.erase(at);
  return key;
}

Outcome in_need_plan_removed(Scene& scene, Person& person) {
  auto* episode =
      one_with(scene, person, [](const Episode& e) { return !e.in_need_plans.empty(); });
  if (!episode) return std::nullopt;
  return Trace{path::kInNeedPlans, identifier("IP", take_one(scene, episode->in_need_plans))};
}

Outcome protection_plan_removed(Scene& scene, Person& person) {
  auto* episode =
      one_with(scene, person, [](const Episode& e) { return !e.protection_plans.empty(); });
  if (!episode) return std::nullopt;
  const Key key = take_one(scene, episode->protection_plans);
  for (auto& enquiry : episode->enquiries) {
    if (enquiry.conference && enquiry.conference->plan == key) enquiry.conference->plan = 0;
  }
  return Trace{path::kProtectionPlans, identifier("CP", key)};
}

}  // namespace

Outcome plan_removed(Scene& scene, Person& person) {
  const bool protection_first = scene.random.chance(0.4);
  auto done = protection_first ? protection_plan_removed(scene, person)
                               : in_need_plan_removed(scene, person);
  if (done) return done;
  return protection_first ? in_need_plan_removed(scene, person)
                          : protection_plan_removed(scene, person);
}

Outcome episode_removed(Scene& scene, Person& person) {
  if (person.episodes.size() < 2 || person.leaver) return std::nullopt;
  auto* episode = one_with(scene, person, [](const Episode& e) { return e.care.empty(); });
  if (!episode) return std::nullopt;
  const std::string id = identifier("EP", episode->key);
  person.episodes.erase(person.episodes.begin() + (episode - person.episodes.data()));
  return Trace{path::kEpisodes, id};
}

Outcome block_removed(Scene&, Person& person) {
  if (person.adoption) {
    person.adoption.reset();
    return Trace{path::kAdoption, {}};
  }
  if (person.leaver) {
    person.leaver.reset();
    return Trace{path::kCareLeavers, {}};
  }
  if (person.sdq_scores.empty()) return std::nullopt;
  person.sdq_scores.clear();
  return Trace{path::kHealth, {}};
}

}  // namespace dataflow::synthetic::happen
