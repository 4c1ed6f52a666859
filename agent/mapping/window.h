// The Window is the span of days whose activity the DfE collects, seen from one day.
#pragma once

#include "agent/core/day.h"
#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

/// From `start` to `end`, both days included.
struct Window {
  Day start;
  Day end;

  [[nodiscard]] static Window at(Day today, const WindowRule& rule);

  [[nodiscard]] bool holds(Day day) const { return start <= day && day <= end; }
};

}  // namespace dataflow::mapping
