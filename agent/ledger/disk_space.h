// The space on the disk of the ledger: what is still done when there is little of it.
#pragma once

#include <cstdint>
#include <string_view>

#include "agent/core/disk_limits.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

enum class DiskState {
  enough,
  paused,   ///< too little to read the source; what waits is delivered
  stopped,  ///< too little to deliver
};

struct DiskSpace {
  std::int64_t free = 0;  ///< megabytes that this account can use
  DiskState state = DiskState::enough;
};

/// "enough", "paused" or "stopped".
[[nodiscard]] std::string_view name_of(DiskState state);

/// Remedy stop when the system does not tell.
[[nodiscard]] Result<DiskSpace> disk_space(const Ledger& ledger, const DiskLimits& limits);

/// An error when there is too little space to read the source. Remedy wait: it may be freed.
[[nodiscard]] Result<void> check_space_to_read(const Ledger& ledger, const DiskLimits& limits);

/// An error when there is too little space to deliver. Remedy wait.
[[nodiscard]] Result<void> check_space_to_deliver(const Ledger& ledger, const DiskLimits& limits);

}  // namespace dataflow::ledger
