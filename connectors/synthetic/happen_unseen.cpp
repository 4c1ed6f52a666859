#include <algorithm>

#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/happen.h"

namespace dataflow::synthetic::happen {

Outcome team_changed(Scene& scene, Person& person) {
  if (person.episodes.empty()) return std::nullopt;
  auto& team = person.episodes.back().team;
  team = (team + 1 + scene.random.below(scene.staff.teams.size() - 1)) % scene.staff.teams.size();
  return Trace{};
}

Outcome visit_recorded(Scene& scene, Person& person) {
  if (person.episodes.empty() || !person.episodes.back().open()) return std::nullopt;
  person.visits.push_back({scene.keys.item(), scene.today, scene.random.chance(0.6)});
  return Trace{};
}

Outcome contact_recorded(Scene& scene, Person& person) {
  person.contacts.push_back(
      {scene.keys.item(), scene.today, draw_code(scene.random, codes::referral_sources())});
  return Trace{};
}

Outcome rows_reordered(Scene&, Person& person) {
  if (person.addresses.size() < 2 && person.episodes.size() < 2) return std::nullopt;
  person.rows_turned = !person.rows_turned;
  return Trace{};
}

}  // namespace dataflow::synthetic::happen
