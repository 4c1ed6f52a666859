#include "connectors/synthetic/care.h"

#include <algorithm>
#include <array>

#include "connectors/synthetic/casework.h"
#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/names.h"

namespace dataflow::synthetic {

namespace {

constexpr int kDaysBetweenScores = 330;
constexpr std::size_t kLongestCare = 1100;

constexpr std::array<Share<int>, 7> kMoves = {
    {{0, 46}, {1, 25}, {2, 12}, {3, 8}, {4, 5}, {6, 3}, {10, 1}}};
constexpr std::array<Share<int>, 5> kMovesWhenLarge = {
    {{6, 20}, {8, 20}, {10, 30}, {12, 20}, {14, 10}}};

void score_each_year(Scene& scene, Person& child, const CarePeriod& care) {
  const Day until = care.end().value_or(scene.today);
  const int pause = scene.size == Size::large ? kDaysBetweenScores / 4 : kDaysBetweenScores;
  for (Day day = scene.after(care.start(), 40, 120); day <= until;
       day = scene.after(day, pause, pause + 70)) {
    if (!of_scoring_age(child, day)) continue;
    child.sdq_scores.push_back({scene.keys.item(), day, draw_sdq_score(scene.random)});
  }
}

}  // namespace

CarePlan draw_care_plan(Scene& scene) {
  auto& random = scene.random;
  CarePlan plan;
  plan.moves =
      scene.size == Size::large ? draw<int>(random, kMovesWhenLarge) : draw<int>(random, kMoves);
  const std::size_t length = random.below(100);
  if (length < 28) plan.days = random.between(14, 180);
  if (length >= 28 && length < 60) plan.days = random.between(180, 620);
  if (length >= 60) plan.days = random.between(620, kLongestCare);
  return plan;
}

Placement place(Scene& scene, const Person& child, Day start, std::string_view start_reason) {
  auto& random = scene.random;
  Placement placement;
  placement.key = scene.keys.item();
  placement.start = start;
  placement.start_reason = start_reason;
  const bool grown = child.birth && child.birth->birthday(16) <= start;
  placement.type =
      draw_code(random, grown ? codes::placement_types_from_16() : codes::placement_types());
  placement.provider =
      placement.type == "P1" ? "PR0" : draw_code(random, codes::placement_providers());
  placement.postcode = postcode(random);
  placement.tenths_of_a_mile_from_home = random.between(2, random.chance(0.2) ? 900 : 190);
  return placement;
}

void move(Scene& scene, const Person& child, CarePeriod& care, Day day) {
  auto& last = care.placements.back();
  last.end = day;
  last.end_reason = "X1";
  last.change_reason = draw_code(scene.random, codes::placement_change_reasons());
  care.placements.push_back(place(scene, child, day, "P"));
}

void end_care(CarePeriod& care, Day day, std::string_view reason) {
  care.placements.back().end = day;
  care.placements.back().end_reason = reason;
}

std::optional<Day> look_after(Scene& scene, Person& child, Episode& episode, Day start,
                              const CarePlan& plan, std::string_view end_reason) {
  if (!scene.reached(start)) return std::nullopt;
  auto& care = episode.care.emplace_back();
  care.key = scene.keys.item();
  care.placements.push_back(place(scene, child, start, "S"));
  const int step = plan.days / (plan.moves + 1);
  for (int i = 1; i <= plan.moves; ++i) {
    const Day earliest = care.placements.back().start.plus(1);
    const Day day =
        std::max(earliest, start.plus(scene.random.between(step * i - step / 2, step * i)));
    if (!scene.reached(day)) break;
    move(scene, child, care, day);
  }
  const Day end = std::max(start.plus(plan.days), care.placements.back().start.plus(1));
  const bool ended = scene.reached(end).has_value();
  if (ended) end_care(care, end, end_reason);
  score_each_year(scene, child, care);
  return ended ? std::optional(end) : std::nullopt;
}

bool of_scoring_age(const Person& child, Day day) {
  return child.birth && child.birth->birthday(4) <= day && day < child.birth->birthday(17);
}

int draw_sdq_score(Random& random) {
  int score = random.between(0, 14);
  score += random.between(0, 13);
  score += random.between(0, 13);
  return score;
}

void adopt(Scene& scene, Person& child, Episode& episode) {
  auto& care = episode.care.back();
  if (care.end()) return;
  Adoption adoption;
  adoption.decision = scene.reached(scene.after(care.start(), 120, 260));
  if (!adoption.decision) return;
  adoption.key = scene.keys.item();
  adoption.care = care.key;
  adoption.worker = scene.staff.any(scene.random);
  adoption.matched = scene.reached(scene.after(*adoption.decision, 60, 240));
  if (adoption.matched) adoption.placed = scene.reached(scene.after(*adoption.matched, 14, 60));
  // Whoever moved elsewhere after the match has not moved in with the adopters yet.
  const bool moves_in = adoption.placed && *adoption.placed > care.placements.back().start;
  if (!moves_in) adoption.placed.reset();
  child.adoption = adoption;
  if (!moves_in) return;
  move(scene, child, care, *adoption.placed);
  care.placements.back().type = "A6";
  const auto order = scene.reached(scene.after(*adoption.placed, 150, 330));
  if (!order) return;
  end_care(care, *order, "E12");
  std::erase_if(child.sdq_scores, [&](const SdqScore& score) { return score.date > *order; });
  close(scene, episode, *order, "RC1");
}

void keep_in_touch(Scene& scene, Person& leaver, Day day) {
  auto& random = scene.random;
  CareLeaver touch;
  touch.key = scene.keys.item();
  touch.contact = day;
  const bool adult = leaver.birth->birthday(18) <= day;
  touch.eligibility = adult ? draw_code(random, codes::leaver_eligibilities()) : "Relevant";
  touch.activity = draw_code(random, codes::leaver_activities());
  touch.accommodation = draw_code(random, codes::leaver_accommodations());
  touch.suitable = random.chance(0.88);
  touch.worker = scene.staff.any(random);
  leaver.leaver = touch;
}

}  // namespace dataflow::synthetic
