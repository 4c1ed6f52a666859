// An Event is one thing that happened in the made-up council on one day: the tests' oracle.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/core/day.h"
#include "connectors/synthetic/dials.h"

namespace dataflow::synthetic {

/// The texts that are views are constants of the program.
struct Event {
  int day = 1;
  Day date;
  std::string_view event;            ///< a word from happenings.h, or "mess"
  std::optional<std::string> child;  ///< the person id as it stands in the source, if it has one

  /// Whether the child's DfE document of this day differs from the day before's because of this: it
  /// is another, there was none before, or there is none now. A child held has none. Absent for
  /// "mess".
  std::optional<bool> visible;

  std::string_view path;  ///< the place in the DfE's payload; empty when it has none
  std::string id;         ///< the item's identifier; empty when it has none
  std::string into;       ///< for child_merged: the child who took the record over

  std::string_view dial;             ///< for "mess"
  std::optional<Expected> expected;  ///< for "mess"
};

/// One line of JSON without its line end; members that do not apply are left out:
/// {"day":2,"date":"2026-06-02","event":"plan_removed","child":"KX1234567","visible":true,...}
[[nodiscard]] std::string json_line(const Event& event);

}  // namespace dataflow::synthetic
