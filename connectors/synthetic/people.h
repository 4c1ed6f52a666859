// The people of a household: who they are, before anything is recorded about their care.
#pragma once

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"

namespace dataflow::synthetic {

/// What brothers and sisters have in common.
struct Household {
  std::string surname;
  std::string street;
  std::string town;
  std::string postcode;
  int house = 1;
  std::string_view ethnicity;
};
[[nodiscard]] Household make_household(Random& random);

/// The household of somebody who is known already.
[[nodiscard]] Household household_of(const Person& person);

/// A child who was born on that day.
[[nodiscard]] Person make_child(Scene& scene, const Household& household, Day birth);

/// A child expected on that day: sex U, no disabilities, no ethnicity yet.
[[nodiscard]] Person make_unborn(Scene& scene, const Household& household, Day due);

/// A mother: an adult without an episode of her own.
[[nodiscard]] Person make_mother(Scene& scene, const Household& household);

/// Sets what is first known about a child at birth.
void give_birth(Scene& scene, Person& child, Day birth);

/// A home from that day on, with the one before it ended.
void move_home(Scene& scene, Person& person, Day day, const Household& to);

/// The most days before today that a child is born: one day short of the eighteenth birthday.
inline constexpr int kChildhoodDays = 18 * 365;

}  // namespace dataflow::synthetic
