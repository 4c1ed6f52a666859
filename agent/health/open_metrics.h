// Health as OpenMetrics text, for Prometheus and all that read the same.
#pragma once

#include <string>
#include <vector>

#include "agent/health/concern.h"

namespace dataflow::health {

inline constexpr char kOpenMetrics[] = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// One exposition, ending with "# EOF". Times are Unix seconds, lengths of time seconds, sizes
/// bytes. Labels are the numbers of rules, the names of tables, and words of ours; there are never
/// more than 200 in one family, what is left over counts as "other".
[[nodiscard]] std::string open_metrics(const Health& health, const std::vector<Concern>& concerns);

}  // namespace dataflow::health
