// The World of a made-up council: its settings, staff and people as they stand on one day, and what
// a source and the DfE would show of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "connectors/synthetic/dials.h"
#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"
#include "connectors/synthetic/settings.h"
#include "connectors/synthetic/sight.h"
#include "connectors/synthetic/staff.h"
#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

struct World {
  Settings settings;
  int day = 1;
  Day today;
  Staff staff;
  Keys keys;
  std::vector<Person> people;

  [[nodiscard]] Window window() const { return Window::of(today); }

  /// A stream of draws that belongs to today alone, so that it does not matter how today was
  /// reached.
  [[nodiscard]] Random dice_of_today() const;
  [[nodiscard]] Scene scene(Random& random) { return {today, random, keys, staff, settings.size}; }
};

/// What the source holds about somebody, after the dials.
struct Account {
  PersonRows rows;
  std::vector<Strike> strikes;

  /// The person's id as it stands in the source.
  [[nodiscard]] const std::optional<std::string>& id() const;
};
[[nodiscard]] Account account_of(const World& world, const Person& person);

/// What the DfE should see of that account in that window.
[[nodiscard]] Sight sight_of(const World& world, const Account& account, const Window& window);

/// Whether the person is in today's cohort, dials aside.
[[nodiscard]] bool in_cohort_today(const World& world, const Person& person);

/// Takes newcomers in: settles whom the dials may strike, and who may come to share a UPN with
/// whom.
void admit(World& world, std::vector<Person> newcomers);

}  // namespace dataflow::synthetic
