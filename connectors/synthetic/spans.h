// Spans of days, the gaps between them, and counting in working days.
#pragma once

#include <optional>
#include <vector>

#include "agent/core/day.h"
#include "connectors/synthetic/random.h"

namespace dataflow::synthetic {

/// From one day to another, both included.
struct Span {
  Day from;
  Day to;
};

/// The day after so many working days, Monday to Friday. Bank holidays are not known here.
[[nodiscard]] Day plus_working_days(Day day, int days);

/// The day itself, or the Monday after it when it falls on a weekend.
[[nodiscard]] Day working_day_from(Day day);

/// The first day of some `length` days that lie inside `bounds` and outside every taken span, drawn
/// from all such days; nothing when there is no room.
[[nodiscard]] std::optional<Day> room_between(Random& random, std::vector<Span> taken, Span bounds,
                                              int length);

}  // namespace dataflow::synthetic
