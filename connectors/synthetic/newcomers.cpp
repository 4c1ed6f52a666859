#include "connectors/synthetic/newcomers.h"

#include "connectors/synthetic/courses.h"
#include "connectors/synthetic/happen.h"
#include "connectors/synthetic/people.h"

namespace dataflow::synthetic {

namespace {

constexpr int kYoungestNewcomer = 3;
constexpr int kOldest = 17 * 365;
constexpr int kMostDaysElsewhere = 130;

Household household_for(World& world, Random& random) {
  if (world.people.empty() || !random.chance(0.3)) return make_household(random);
  return household_of(random.one_of(world.people));
}

}  // namespace

Person moved_here(World& world, Scene& scene) {
  auto& random = scene.random;
  const Household household = household_for(world, random);
  const Day birth = scene.today.plus(-random.between(kMostDaysElsewhere, kOldest));
  const Day referral = scene.today.plus(-random.between(90, kMostDaysElsewhere));
  Person child = make_child(scene, household, birth);
  child.episodes.push_back(follow(scene, Course::in_need, child, take_in(scene), referral));
  return child;
}

Person newcomer(World& world, Scene& scene) {
  auto& random = scene.random;
  if (random.chance(0.08)) return moved_here(world, scene);
  const Household household = household_for(world, random);
  if (random.chance(0.03)) {
    Person unborn = make_unborn(scene, household, scene.after(scene.today, 10, 150));
    unborn.episodes.push_back(open_episode(scene, take_in(scene), scene.today));
    return unborn;
  }
  const Day birth = scene.today.plus(-random.between(kYoungestNewcomer, kOldest));
  Person child = make_child(scene, household, birth);
  happen::episode_started(scene, child);
  return child;
}

}  // namespace dataflow::synthetic
