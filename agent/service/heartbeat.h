// What the service shows of itself while it runs: its heartbeat file, and metrics.
#pragma once

#include <memory>

#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/health/health.h"
#include "agent/service/equipment.h"
#include "agent/service/metrics_server.h"
#include "agent/service/vitals.h"
#include "agent/service/wake.h"

namespace dataflow::service {

/// All that is shown comes from these; they must outlive whoever shows it.
struct Shown {
  const Bench& bench;  ///< whose newest settings count
  const Clock& clock;
  Log& log;
  const Vitals& intake;
  const Vitals& dispatch;
};

/// Writes the file that the settings name as `heartbeat` once a minute, whenever `mine` is nudged
/// (not more than once in a second), and once more when `mine` is stopped. Without the setting it
/// writes nothing. That it cannot be written is told to the log once until it succeeds again.
void heartbeat_loop(const Shown& shown, Wake& mine);

/// Begins to give figures where the settings name a port; null where they do not, or where the port
/// cannot be opened, which the log says: delivery is more than monitoring.
[[nodiscard]] std::unique_ptr<MetricsServer> serve_metrics(const Shown& shown,
                                                           boost::asio::io_context& io);

}  // namespace dataflow::service
