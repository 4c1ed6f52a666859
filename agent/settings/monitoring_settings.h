// `alarms:`, `metrics:` and `heartbeat:` in agent.yaml: what those who watch over the agent are
// told.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "agent/core/alarm_limits.h"
#include "agent/yaml/reader.h"

namespace dataflow::settings {

struct Monitoring {
  AlarmLimits alarms;
  /// The port on 127.0.0.1 where figures are given; nothing: none are. Another address cannot be
  /// set, because whoever reaches the port may read them.
  std::optional<std::uint16_t> metrics_port;
  std::filesystem::path heartbeat;  ///< the file that the service writes; empty: none
};

/// `folder` is that of the settings file.
[[nodiscard]] Monitoring read_monitoring(const std::filesystem::path& folder,
                                         const yaml::Node& root);

}  // namespace dataflow::settings
