// The least severity that a log keeps.
#pragma once

#include "agent/core/log.h"

namespace dataflow::logging {

enum class Least { info, warning, error };

[[nodiscard]] constexpr bool keeps(Least least, Severity severity) {
  return static_cast<int>(severity) >= static_cast<int>(least);
}

}  // namespace dataflow::logging
