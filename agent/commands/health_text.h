// What monitoring is told: the line of a Nagios plugin, PRTG's JSON, and concerns for people.
#pragma once

#include <string>
#include <vector>

#include <boost/json.hpp>

#include "agent/health/concern.h"

namespace dataflow::commands {

/// What a Nagios plugin ends with.
enum class NagiosExit { ok = 0, warning = 1, critical = 2, unknown = 3 };

[[nodiscard]] NagiosExit exit_of(const std::vector<health::Concern>& concerns);

/// "CRITICAL  schedule.missed: <what> <what to do>", without a line end.
[[nodiscard]] std::string concern_line(const health::Concern& concern);

[[nodiscard]] boost::json::array concerns_json(const std::vector<health::Concern>& concerns);

/// The answer of a Nagios plugin: one line with figures behind a bar, and one for each concern.
[[nodiscard]] std::string nagios_text(const health::Health& health,
                                      const std::vector<health::Concern>& concerns,
                                      const AlarmLimits& limits);

/// The same when nothing can be read.
[[nodiscard]] std::string nagios_unknown(const std::string& reason);

/// The answer of a sensor "EXE/Script Advanced" or "SSH Script Advanced" of PRTG.
[[nodiscard]] boost::json::object prtg_json(const health::Health& health,
                                            const std::vector<health::Concern>& concerns,
                                            const AlarmLimits& limits);
[[nodiscard]] boost::json::object prtg_unknown(const std::string& reason);

}  // namespace dataflow::commands
