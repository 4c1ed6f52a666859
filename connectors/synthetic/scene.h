// The Scene is what somebody needs in order to write history: the day, the dice, the next number
// and the staff.
#pragma once

#include <optional>

#include "agent/core/day.h"
#include "connectors/synthetic/person.h"
#include "connectors/synthetic/random.h"
#include "connectors/synthetic/staff.h"

namespace dataflow::synthetic {

/// How much a council records about each child.
enum class Size {
  usual,  ///< documents of about 1 KB on average, as in a real council
  large,  ///< documents of about 5.5 KB on average, for benchmarks
};

/// Gives every person and every item a number of its own.
struct Keys {
  Key last_person = 0;
  Key last_item = 0;

  [[nodiscard]] Key person() { return ++last_person; }
  [[nodiscard]] Key item() { return ++last_item; }
};

struct Scene {
  Day today;  ///< nothing that happens later is recorded yet
  Random& random;
  Keys& keys;
  const Staff& staff;
  Size size = Size::usual;

  /// The same scene at another time.
  [[nodiscard]] Scene on(Day day) const { return {day, random, keys, staff, size}; }

  /// The day, if it has come.
  [[nodiscard]] std::optional<Day> reached(Day day) const {
    return day <= today ? std::optional(day) : std::nullopt;
  }
  [[nodiscard]] Day after(Day day, int low, int high) const {
    return day.plus(random.between(low, high));
  }
};

}  // namespace dataflow::synthetic
