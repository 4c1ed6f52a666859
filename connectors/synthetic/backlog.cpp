#include "connectors/synthetic/backlog.h"

#include <algorithm>
#include <array>

#include "connectors/synthetic/enrich.h"
#include "connectors/synthetic/histories.h"
#include "connectors/synthetic/people.h"

namespace dataflow::synthetic {

namespace {

constexpr int kYoungestReferral = 20;
constexpr double kUnborn = 0.006;
constexpr double kAsylum = 0.12;

constexpr std::array<Share<std::size_t>, 4> kHouseholdSizes = {{{1, 62}, {2, 22}, {3, 11}, {4, 5}}};

/// A child who is under eighteen today and was born when referred.
Person child_referred_on(Scene& scene, const Household& household, Day referral) {
  const int youngest = std::max(kYoungestReferral, scene.today.number() - referral.number());
  const Day birth = scene.today.plus(-scene.random.between(youngest, kChildhoodDays));
  return make_child(scene, household, birth);
}

/// A child due tomorrow, or whose birth in the last weeks has not been recorded yet.
std::optional<Person> unborn_referred_on(Scene& scene, const Household& household, Day referral) {
  const Day due = scene.today.plus(1 - scene.random.between(0, 20));
  if (referral < due.plus(-200)) return std::nullopt;
  return make_unborn(scene, household, due);
}

void seek_asylum(Scene& scene, Person& child) {
  auto& random = scene.random;
  const Day arrival = child.episodes.back().referral;
  child.immigration.push_back({scene.keys.item(), arrival, std::nullopt, "U"});
  if (!random.chance(0.15)) return;
  const Day end = std::min(scene.after(arrival, 90, 400), child.birth->birthday(18));
  child.immigration.back().end = scene.reached(end);
}

std::optional<Person> young_arrival(Scene& scene, Day referral) {
  auto& random = scene.random;
  const int years = random.chance(0.85) ? 16 : 14;
  const Day birth = scene.today.plus(-(years * 365 + random.between(30, 720)));
  if (referral < birth.birthday(13)) return std::nullopt;
  Person child = make_child(scene, make_household(random), birth);
  child.sex = random.chance(0.93) ? "M" : "F";
  child.ethnicity = random.chance(0.4) ? "BAFR" : "OOTH";
  child.upn.clear();
  child.former_numbers.clear();
  child.no_upn = "UN3";
  return child;
}

/// Mainly boys of sixteen and seventeen, looked after on their own.
std::vector<Person> asylum_seeker(Scene& scene, const Window& window, Case matter) {
  const auto make = [&](Day referral) { return young_arrival(scene, referral); };
  auto child = first_child(scene, window, make, matter);
  if (!child) return {};
  seek_asylum(scene, *child);
  return {std::move(*child)};
}

std::vector<Person> young_leaver(Scene& scene, const Case& matter) {
  auto& random = scene.random;
  const int years = random.chance(0.8) ? random.between(18, 21) : random.between(22, 25);
  const Day birth = scene.today.plus(-(years * 365 + random.between(10, 340)));
  Person young = make_child(scene, make_household(random), birth);
  const Day adult = birth.birthday(18);
  const Day oldest = scene.today.plus(-kDaysOfHistory);
  Day referral = scene.after(oldest, 0, 300);
  if (referral < adult) referral = std::max(oldest, adult.plus(-random.between(60, 900)));
  young.episodes.push_back(
      follow(scene, Course::leaver, young, matter.intake, std::min(referral, scene.today)));
  return {std::move(young)};
}

std::vector<Person> siblings(Scene& scene, const Window& window, Case matter) {
  auto& random = scene.random;
  const Household household = make_household(random);
  const bool unborn = matter.course != Course::care && random.chance(kUnborn);
  const auto make = [&](Day referral) -> std::optional<Person> {
    if (unborn) return unborn_referred_on(scene, household, referral);
    return child_referred_on(scene, household, referral);
  };
  std::vector<Person> children;
  auto first = first_child(scene, window, make, matter);
  if (!first) return children;
  children.push_back(std::move(*first));
  const std::size_t count = unborn ? 1 : draw<std::size_t>(random, kHouseholdSizes);
  for (std::size_t i = 1; i < count; ++i) {
    const Person child = child_referred_on(scene, household, matter.referral);
    if (auto made = sibling(scene, window, child, matter)) children.push_back(std::move(*made));
  }
  return children;
}

std::vector<Person> household(Scene& scene, const Window& window) {
  const Case matter{draw_course(scene.random), take_in(scene), scene.today};
  if (matter.course == Course::leaver) return young_leaver(scene, matter);
  if (matter.course == Course::care && scene.random.chance(kAsylum)) {
    return asylum_seeker(scene, window, matter);
  }
  auto children = siblings(scene, window, matter);
  for (auto& child : children) add_earlier_episodes(scene, child, matter.course);
  return children;
}

}  // namespace

std::vector<Person> household_with_history(Scene& scene, const Window& window) {
  auto children = household(scene, window);
  for (auto& child : children) {
    record_visits(scene, child);
    if (scene.size == Size::large) enrich(scene, child);
  }
  return children;
}

}  // namespace dataflow::synthetic
