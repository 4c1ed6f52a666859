// A Concern is something about the agent's health that a person should see to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/core/alarm_limits.h"
#include "agent/health/health.h"

namespace dataflow::health {

enum class Level {
  warning,   ///< look at it today
  critical,  ///< records are not delivered, or a promise is broken: look at it now
};

/// "warning" or "critical".
[[nodiscard]] std::string_view name_of(Level level);

struct Concern {
  std::string name;  ///< stays the same over versions, such as "schedule.missed"
  Level level = Level::warning;
  std::string says;  ///< one sentence, without a value of a record
  std::string hint;  ///< what to do
};

/// All of them, the critical ones first. docs/monitoring.md lists them.
[[nodiscard]] std::vector<Concern> judge(const Health& health, const AlarmLimits& limits);

/// Every name that judge may give, in the order of the alphabet.
[[nodiscard]] const std::vector<std::string>& concern_names();

}  // namespace dataflow::health
