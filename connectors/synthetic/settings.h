// The Settings decide everything about a made-up council: the same settings, the same council.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "agent/core/day.h"
#include "connectors/synthetic/dials.h"
#include "connectors/synthetic/scene.h"

namespace dataflow::synthetic {

struct Settings {
  std::uint64_t seed = 1;

  /// How many children are in the cohort on day 1, those to be held included. About a tenth as many
  /// people again are known to the council whom the collection leaves out.
  std::size_t children = 1000;

  int day = 1;  ///< the day that the connector shows; counted from 1

  /// The calendar date of day 1.
  Day first_day =
      Day(std::chrono::sys_days(std::chrono::year(2026) / std::chrono::June / std::chrono::day(1)));

  Size size = Size::usual;
  Mess mess;
};

}  // namespace dataflow::synthetic
