// The heartbeat is a small file by which others see that the service is alive, without asking it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/result.h"

namespace dataflow::health {

/// What the service says of itself. Words and figures only, none from a record.
struct Heartbeat {
  Instant at;
  std::int64_t pid = 0;
  std::string version;   ///< of the program
  std::string service;   ///< running, or stopped: its last beat
  std::string intake;    ///< what the loop does or waits for, in a few words
  std::string dispatch;  ///< the same
  std::optional<Instant> next_run;
  std::vector<std::string> concerns;  ///< their names
};

/// Puts it in the place of the one before, as JSON: a reader finds either. Other accounts may read
/// it: it is for them. It need not survive a power cut. Remedy wait.
[[nodiscard]] Result<void> write_heartbeat(const std::filesystem::path& file,
                                           const Heartbeat& heartbeat);

/// What another program needs of it.
struct Pulse {
  std::optional<Instant> at;  ///< nothing when the file cannot be read
  bool stopped = false;       ///< the service ended as it was asked to
};

[[nodiscard]] Pulse read_heartbeat(const std::filesystem::path& file);

}  // namespace dataflow::health
