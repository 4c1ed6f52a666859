#include <algorithm>

#include "connectors/synthetic/care.h"
#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/happen.h"
#include "connectors/synthetic/open_items.h"
#include "connectors/synthetic/paths.h"

namespace dataflow::synthetic::happen {

namespace {

constexpr int kLeastDaysBetweenScores = 60;

}  // namespace

Outcome care_started(Scene& scene, Person& person) {
  if (person.unborn() || !person.under(17, scene.today) || person.episodes.empty()) {
    return std::nullopt;
  }
  auto& episode = person.episodes.back();
  const bool ready = episode.open() && !episode.assessments.empty() && !open_care(person);
  if (!ready) return std::nullopt;
  if (!episode.care.empty() && *episode.care.back().end() >= scene.today) return std::nullopt;
  auto& care = episode.care.emplace_back();
  care.key = scene.keys.item();
  care.placements.push_back(place(scene, person, scene.today, "S"));
  return Trace{path::kPlacements, identifier("PL", care.placements.back().key)};
}

Outcome placement_moved(Scene& scene, Person& person) {
  auto* care = open_care(person);
  if (!care || care->placements.back().start >= scene.today) return std::nullopt;
  move(scene, person, *care, scene.today);
  return Trace{path::kPlacements, identifier("PL", care->placements.back().key)};
}

Outcome care_ended(Scene& scene, Person& person) {
  auto* care = open_care(person);
  if (!care || care->placements.back().start >= scene.today || person.adoption) return std::nullopt;
  end_care(*care, scene.today, draw_code(scene.random, codes::care_end_reasons()));
  return Trace{path::kPlacements, identifier("PL", care->placements.back().key)};
}

Outcome sdq_scored(Scene& scene, Person& person) {
  if (!open_care(person) || !of_scoring_age(person, scene.today)) return std::nullopt;
  const bool lately =
      std::any_of(person.sdq_scores.begin(), person.sdq_scores.end(), [&](const SdqScore& score) {
        return score.date > scene.today.plus(-kLeastDaysBetweenScores);
      });
  if (lately) return std::nullopt;
  person.sdq_scores.push_back({scene.keys.item(), scene.today, draw_sdq_score(scene.random)});
  return Trace{path::kScores, {}};
}

Outcome care_leaver_contact(Scene& scene, Person& person) {
  if (!person.leaver || person.leaver->contact >= scene.today) return std::nullopt;
  if (!person.episodes.back().open()) return std::nullopt;
  auto& leaver = *person.leaver;
  leaver.contact = scene.today;
  if (scene.random.chance(0.3)) {
    leaver.activity = draw_code(scene.random, codes::leaver_activities());
    leaver.accommodation = draw_code(scene.random, codes::leaver_accommodations());
  }
  return Trace{path::kCareLeavers, {}};
}

}  // namespace dataflow::synthetic::happen
