// How much space must be left on the disk of the ledger.
#pragma once

#include <cstdint>

namespace dataflow {

/// `disk:` in agent.yaml, in megabytes (10^6 bytes). Zero never stops anything.
struct DiskLimits {
  std::int64_t pause_below = 500;  ///< the source is not read any more; what waits is delivered
  std::int64_t stop_below = 100;   ///< nothing is delivered any more either
};

}  // namespace dataflow
