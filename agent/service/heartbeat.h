// What the service shows of itself while it runs: its heartbeat file, and metrics.
#pragma once

#include <memory>

#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/health/health.h"
#include "agent/service/equipment.h"
#include "agent/service/metrics_server.h"
#include "agent/service/wake.h"
#include "agent/settings/settings.h"

namespace dataflow::service {

/// What the service says of itself by these figures. `stopping` is its last beat.
[[nodiscard]] health::Heartbeat heartbeat_of(const health::Health& health,
                                             const AlarmLimits& limits, bool stopping);

/// Writes the file that the newest settings name for it, if they do: once a minute, whenever `mine`
/// is nudged (not more than once in a second), and once more when `mine` is stopped. A file that
/// cannot be written is told once to the log, and tried again.
void heartbeat_loop(const Bench& bench, const Clock& clock, Log& log, Wake& mine);

/// Begins to give figures where the settings name a port; null where they do not, or where the port
/// cannot be opened, which the log says: delivery is more than monitoring. All must outlive it.
[[nodiscard]] std::unique_ptr<MetricsServer> serve_metrics(const settings::Settings& settings,
                                                           boost::asio::io_context& io,
                                                           const Clock& clock, Log& log);

}  // namespace dataflow::service
