#include "connectors/synthetic/outsiders.h"

#include <algorithm>

#include "connectors/synthetic/courses.h"
#include "connectors/synthetic/histories.h"
#include "connectors/synthetic/people.h"

namespace dataflow::synthetic {

namespace {

constexpr int kTriesForPast = 40;

Person past_child(Scene& scene, const Window& window) {
  const Household household = make_household(scene.random);
  const Day birth = window.start.plus(-scene.random.between(1200, 15 * 365));
  Person child = make_child(scene, household, birth);
  Scene then = scene.on(window.start.plus(-1));
  for (int i = 0; i < kTriesForPast; ++i) {
    Person trial = child;
    const Day referral = window.start.plus(-scene.random.between(120, 900));
    const Course course = draw_short_course(scene.random);
    trial.episodes.push_back(follow(then, course, trial, take_in(then), referral));
    if (!trial.episodes.back().open()) return trial;
  }
  return child;
}

Person forgotten_adult(Scene& scene, const Window& window) {
  const int years = scene.random.between(27, 38);
  const Day birth = window.start.plus(-(years * 365 + scene.random.between(20, 300)));
  Person adult = make_child(scene, make_household(scene.random), birth);
  const Day referral = scene.today.plus(-scene.random.between(300, kDaysOfHistory));
  adult.episodes.push_back(open_episode(scene, take_in(scene), referral));
  return adult;
}

Person known_by_contact(Scene& scene) {
  const Day birth = scene.today.plus(-scene.random.between(20, kChildhoodDays));
  Person child = make_child(scene, make_household(scene.random), birth);
  const Day day = std::max(*child.birth, scene.today.plus(-scene.random.between(0, 500)));
  child.contacts.push_back({scene.keys.item(), day, take_in(scene).source});
  return child;
}

Person not_due_yet(Scene& scene) {
  auto& random = scene.random;
  const Day due = scene.today.plus(random.between(2, 150));
  Person child = make_unborn(scene, make_household(random), due);
  const Day referral = scene.today.plus(-random.between(0, 100));
  child.episodes.push_back(follow(scene, Course::in_need, child, take_in(scene), referral));
  return child;
}

}  // namespace

Person outsider(Scene& scene, const Window& window) {
  const std::size_t kind = scene.random.below(100);
  if (kind < 40) return make_mother(scene, make_household(scene.random));
  if (kind < 70) return past_child(scene, window);
  if (kind < 80) return known_by_contact(scene);
  if (kind < 88) return forgotten_adult(scene, window);
  return not_due_yet(scene);
}

}  // namespace dataflow::synthetic
