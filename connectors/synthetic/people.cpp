#include "connectors/synthetic/people.h"

#include <algorithm>

#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/names.h"
#include "connectors/synthetic/pupil_number.h"

namespace dataflow::synthetic {

namespace {

// Children get their number when they start school, some at three or four.
constexpr int kSchoolAge = 4;

void number_pupil(Scene& scene, Person& child, Day birth) {
  auto& random = scene.random;
  if (birth.birthday(kSchoolAge) > scene.today) {
    child.no_upn = "UN1";
  } else if (random.chance(0.06)) {
    child.no_upn = draw_code(random, codes::reasons_without_upn());
  } else {
    child.upn = made_up_upn(random);
    if (random.chance(0.04)) {
      child.former_numbers.push_back(
          {scene.keys.item(), made_up_upn(random), birth.birthday(kSchoolAge)});
    }
  }
}

void record_disabilities(Scene& scene, Person& child) {
  auto& random = scene.random;
  const std::size_t count = random.chance(0.13) ? 1 + random.below(3) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto code = draw_code(random, codes::disabilities());
    const bool known = std::any_of(child.disabilities.begin(), child.disabilities.end(),
                                   [code](const Disability& d) { return d.code == code; });
    if (!known) child.disabilities.push_back({scene.keys.item(), code});
  }
  const bool recorded_as_none = random.chance(0.5);
  if (count == 0 && recorded_as_none) child.disabilities.push_back({scene.keys.item(), "NONE"});
}

Person make_person(Scene& scene, const Household& household) {
  auto& random = scene.random;
  Person person;
  person.key = scene.keys.person();
  person.forename = forename(random);
  person.surname = random.chance(0.9) ? household.surname : surname(random);
  if (random.chance(0.4)) person.legacy_id = identifier("LG", person.key);
  return person;
}

void settle(Scene& scene, Person& person, const Household& household, Day earliest) {
  auto& random = scene.random;
  const Day since = std::max(earliest, scene.today.plus(-random.between(30, 1400)));
  if (random.chance(0.3) && earliest < since.plus(-30)) {
    const Household before = make_household(random);
    move_home(scene, person, std::max(earliest, since.plus(-random.between(30, 900))), before);
  }
  move_home(scene, person, since, household);
}

}  // namespace

Household make_household(Random& random) {
  Household household;
  household.surname = surname(random);
  household.street = street(random);
  household.town = town(random);
  household.postcode = postcode(random);
  household.house = random.between(1, 199);
  household.ethnicity = draw_code(random, codes::ethnicities());
  return household;
}

Household household_of(const Person& person) {
  const auto& home = person.addresses.back();
  return {person.surname, home.street, home.town, home.postcode, home.house, person.ethnicity};
}

void move_home(Scene& scene, Person& person, Day day, const Household& to) {
  if (!person.addresses.empty()) person.addresses.back().end = day;
  auto& address = person.addresses.emplace_back();
  address.key = scene.keys.item();
  address.start = day;
  address.postcode = to.postcode;
  address.street = to.street;
  address.town = to.town;
  address.house = to.house;
}

void give_birth(Scene& scene, Person& child, Day birth) {
  child.birth = birth;
  child.due.reset();
  child.sex = scene.random.chance(0.515) ? "M" : "F";
  number_pupil(scene, child, birth);
}

Person make_child(Scene& scene, const Household& household, Day birth) {
  auto& random = scene.random;
  Person child = make_person(scene, household);
  give_birth(scene, child, birth);
  const bool shared = !household.ethnicity.empty() && random.chance(0.93);
  child.ethnicity = shared ? household.ethnicity : draw_code(random, codes::ethnicities());
  record_disabilities(scene, child);
  child.has_plan_for_education = random.chance(0.16);
  settle(scene, child, household, birth);
  return child;
}

Person make_unborn(Scene& scene, const Household& household, Day due) {
  Person child = make_person(scene, household);
  child.due = due;
  child.sex = "U";
  child.ethnicity = "NOBT";
  settle(scene, child, household, scene.today.plus(-60));
  return child;
}

Person make_mother(Scene& scene, const Household& household) {
  Person mother = make_person(scene, household);
  const Day birth = scene.today.plus(-scene.random.between(20 * 365, 45 * 365));
  mother.birth = birth;
  mother.sex = "F";
  mother.ethnicity = household.ethnicity;
  mother.mother = true;
  settle(scene, mother, household, birth.birthday(18));
  return mother;
}

}  // namespace dataflow::synthetic
