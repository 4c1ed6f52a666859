// Hours of the day as they stand in agent.yaml: {from: "19:00", until: "06:00"}.
#pragma once

#include "agent/core/hours_of_day.h"
#include "agent/yaml/reader.h"

namespace dataflow::settings {

/// The whole day where nothing stands. A time that is none is a fault.
[[nodiscard]] HoursOfDay read_hours(const yaml::Node& node);

}  // namespace dataflow::settings
