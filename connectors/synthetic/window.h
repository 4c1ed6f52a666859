// The Window is the span of days whose care activity the DfE collects on a given day.
#pragma once

#include <compare>
#include <optional>

#include "agent/core/day.h"

namespace dataflow::synthetic {

/// From the 1 April on or before the day 24 months ago to tomorrow, both included: it grows by a
/// day each day and loses a year each 1 April.
struct Window {
  Day start;
  Day end;

  [[nodiscard]] static Window of(Day today);

  [[nodiscard]] bool holds(Day day) const { return start <= day && day <= end; }

  /// Whether a span that began on `from` and ended on `to`, or goes on, touches the window.
  [[nodiscard]] bool touches(Day from, std::optional<Day> to) const {
    return from <= end && (!to || *to >= start);
  }

  auto operator<=>(const Window&) const = default;
};

}  // namespace dataflow::synthetic
