// The Window is the span of days whose activity the DfE collects, seen from one day.
#pragma once

#include "agent/core/day.h"

namespace dataflow::standard {

/// The collection window: which activity the DfE asks for.
struct WindowRule {
  int months_back = 24;       ///< counted back from today, then
  unsigned month = 4;         ///< back to this day of the year,
  unsigned day_of_month = 1;  ///< on or before
  int days_ahead = 1;         ///< the window ends so many days after today
};

/// From `start` to `end`, both days included.
struct Window {
  Day start;
  Day end;

  [[nodiscard]] static Window at(Day today, const WindowRule& rule);

  [[nodiscard]] bool holds(Day day) const { return start <= day && day <= end; }
};

}  // namespace dataflow::standard
