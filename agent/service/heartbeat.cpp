#include "agent/service/heartbeat.h"

#include <chrono>

#ifdef _WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

#include "agent/app/read_health.h"
#include "agent/core/version.h"
#include "agent/health/concern.h"
#include "agent/health/open_metrics.h"

namespace dataflow::service {

namespace {

constexpr std::chrono::milliseconds kBeat = std::chrono::minutes(1);
constexpr std::chrono::milliseconds kLeast = std::chrono::seconds(1);

std::int64_t process_id() {
#ifdef _WIN32
  return _getpid();
#else
  return getpid();
#endif
}

Result<void> beat(const settings::Settings& settings, const Clock& clock, bool stopping) {
  if (settings.monitoring.heartbeat.empty()) return {};
  TRY_ASSIGN(const auto health, app::read_health(settings, clock.now()));
  const auto& monitoring = settings.monitoring;
  return health::write_heartbeat(monitoring.heartbeat,
                                 heartbeat_of(health, monitoring.alarms, stopping));
}

Result<std::string> metrics_of(const settings::Settings& settings, const Clock& clock) {
  TRY_ASSIGN(const auto health, app::read_health(settings, clock.now()));
  return health::open_metrics(health, health::judge(health, settings.monitoring.alarms));
}

}  // namespace

health::Heartbeat heartbeat_of(const health::Health& health, const AlarmLimits& limits,
                               bool stopping) {
  health::Heartbeat heartbeat;
  heartbeat.at = health.at;
  heartbeat.pid = process_id();
  heartbeat.version = program_version();
  heartbeat.service = stopping ? "stopped" : "running";
  const auto& run = health.runs.newest;
  heartbeat.intake = run && run->state == "reading" ? "reading" : "resting";
  heartbeat.dispatch = health.deliveries.counts.under_way > 0 ? "delivering" : "resting";
  heartbeat.next_run = health.runs.next;
  for (const auto& concern : health::judge(health, limits)) {
    // Its own silence ends with this beat.
    if (concern.name != "service.silent") heartbeat.concerns.push_back(concern.name);
  }
  return heartbeat;
}

void heartbeat_loop(const Bench& bench, const Clock& clock, Log& log, Wake& mine) {
  bool told = false;
  bool stopping = false;
  while (true) {
    const auto beaten = beat(bench.newest()->plan->settings(), clock, stopping);
    if (!beaten && !told) log.warning(events::kHeartbeatFailed, describe(beaten.error()));
    told = !beaten;
    if (stopping) return;
    stopping = mine.rest(kLeast) == Woken::to_stop || mine.sleep(kBeat) == Woken::to_stop;
  }
}

std::unique_ptr<MetricsServer> serve_metrics(const settings::Settings& settings,
                                             boost::asio::io_context& io, const Clock& clock,
                                             Log& log) {
  const auto& port = settings.monitoring.metrics_port;
  if (!port) return nullptr;
  auto server = std::make_unique<MetricsServer>(io, *port, [&]() -> Result<std::string> {
    auto text = metrics_of(settings, clock);
    if (!text) log.warning(events::kMetricsFailed, describe(text.error()));
    return text;
  });
  const auto started = server->start();
  if (started) return server;
  log.error(events::kMetricsFailed, describe(started.error()));
  return nullptr;
}

}  // namespace dataflow::service
