// Words such as "every weekday at 06:30" as cron expressions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/core/result.h"

namespace dataflow::schedule {

/// The cron expressions that the words mean together. Understood are:
///
///   every hour, every 15 minutes, every 4 hours
///   every day at 06:30, every weekday at 06:30 and 12:00
///   every monday and thursday at 07:15
///   on the 1st and 15th of the month at 05:00
///
/// Upper case does not matter, and commas stand for "and". The error (remedy stop) says what was
/// not understood.
[[nodiscard]] Result<std::vector<std::string>> cron_of(std::string_view words);

}  // namespace dataflow::schedule
