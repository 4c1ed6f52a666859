#include <algorithm>

#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/happen.h"
#include "connectors/synthetic/names.h"
#include "connectors/synthetic/paths.h"
#include "connectors/synthetic/people.h"
#include "connectors/synthetic/pupil_number.h"

namespace dataflow::synthetic::happen {

namespace {

constexpr int kSchoolAge = 4;
constexpr std::size_t kMostDisabilities = 5;

bool at_school(const Person& person, Day today) {
  return person.birth && person.birth->birthday(kSchoolAge) <= today;
}

}  // namespace

Outcome address_changed(Scene& scene, Person& person) {
  if (person.addresses.back().start >= scene.today) return std::nullopt;
  move_home(scene, person, scene.today, make_household(scene.random));
  return Trace{path::kPostcode, {}};
}

Outcome ethnicity_recorded(Scene& scene, Person& person) {
  const bool open = person.ethnicity == "NOBT" || person.ethnicity == "REFU";
  if (!open || person.unborn()) return std::nullopt;
  const auto code = draw_code(scene.random, codes::ethnicities());
  person.ethnicity = code == person.ethnicity || code == "REFU" ? "WBRI" : code;
  if (person.ethnicity == "NOBT") person.ethnicity = "OOTH";
  return Trace{path::kEthnicity, {}};
}

Outcome disability_recorded(Scene& scene, Person& person) {
  if (person.unborn() || person.disabilities.size() >= kMostDisabilities) return std::nullopt;
  const auto code = draw_code(scene.random, codes::disabilities());
  const bool known = std::any_of(person.disabilities.begin(), person.disabilities.end(),
                                 [code](const Disability& d) { return d.code == code; });
  if (known) return std::nullopt;
  std::erase_if(person.disabilities, [](const Disability& d) { return d.code == "NONE"; });
  person.disabilities.push_back({scene.keys.item(), code});
  return Trace{path::kDisabilities, {}};
}

Outcome name_corrected(Scene& scene, Person& person) {
  const bool first = scene.random.chance(0.5);
  auto& name = first ? person.forename : person.surname;
  const std::string corrected = first ? forename(scene.random) : surname(scene.random);
  if (corrected == name) return std::nullopt;
  name = corrected;
  return Trace{first ? path::kForename : path::kSurname, {}};
}

Outcome upn_recorded(Scene& scene, Person& person) {
  if (!person.upn.empty() || !at_school(person, scene.today) || person.mother) return std::nullopt;
  person.upn = made_up_upn(scene.random);
  person.no_upn = {};
  return Trace{path::kUpn, {}};
}

Outcome upn_changed(Scene& scene, Person& person) {
  if (person.upn.empty()) return std::nullopt;
  const auto& former = person.former_numbers;
  if (!former.empty() && former.back().from >= scene.today) return std::nullopt;
  person.former_numbers.push_back({scene.keys.item(), person.upn, scene.today});
  person.upn = made_up_upn(scene.random);
  return Trace{path::kUpn, {}};
}

Outcome birth_recorded(Scene& scene, Person& person) {
  if (!person.unborn() || *person.due > scene.today.plus(15)) return std::nullopt;
  const Day due = std::min(*person.due, scene.today);
  const Day birth = std::max(scene.after(due, -8, 0), scene.today.plus(-20));
  give_birth(scene, person, std::min(birth, scene.today));
  return Trace{path::kBirth, {}};
}

}  // namespace dataflow::synthetic::happen
