#include "agent/service/heartbeat.h"

#include <chrono>

#include "agent/app/read_health.h"
#include "agent/core/version.h"
#include "agent/health/concern.h"
#include "agent/health/open_metrics.h"
#include "agent/service/machine.h"

namespace dataflow::service {

namespace {

constexpr std::chrono::milliseconds kBeat = std::chrono::minutes(1);
constexpr std::chrono::milliseconds kLeast = std::chrono::seconds(1);

std::vector<std::string> names_of(const std::vector<health::Concern>& concerns) {
  std::vector<std::string> names;
  for (const auto& concern : concerns) {
    // Its own silence ends with this beat.
    if (concern.name != "service.silent") names.push_back(concern.name);
  }
  return names;
}

Result<void> beat(const Shown& shown, bool stopping) {
  const auto equipment = shown.bench.newest();
  const auto& settings = equipment->plan->settings();
  if (settings.monitoring.heartbeat.empty()) return {};
  TRY_ASSIGN(const auto health, app::read_health(settings, shown.clock.now()));
  health::Heartbeat heartbeat;
  heartbeat.at = health.at;
  heartbeat.pid = process_id();
  heartbeat.version = program_version();
  heartbeat.service = stopping ? "stopped" : "running";
  heartbeat.intake = shown.intake.words();
  heartbeat.dispatch = shown.dispatch.words();
  heartbeat.next_run = health.runs.next;
  heartbeat.concerns = names_of(health::judge(health, settings.monitoring.alarms));
  return health::write_heartbeat(settings.monitoring.heartbeat, heartbeat);
}

Result<std::string> scrape(const Shown& shown) {
  const auto equipment = shown.bench.newest();
  const auto& settings = equipment->plan->settings();
  auto health = app::read_health(settings, shown.clock.now());
  if (health) return health::open_metrics(*health, judge(*health, settings.monitoring.alarms));
  shown.log.warning(events::kMetricsUnread, describe(health.error()));
  return health.error();
}

}  // namespace

void heartbeat_loop(const Shown& shown, Wake& mine) {
  bool told = false;
  bool stopping = false;
  while (true) {
    const auto beaten = beat(shown, stopping);
    if (!beaten && !told) shown.log.warning(events::kHeartbeatFailed, describe(beaten.error()));
    told = !beaten;
    if (stopping) return;
    stopping = mine.rest(kLeast) == Woken::to_stop || mine.sleep(kBeat) == Woken::to_stop;
  }
}

std::unique_ptr<MetricsServer> serve_metrics(const Shown& shown, boost::asio::io_context& io) {
  const auto port = shown.bench.newest()->plan->settings().monitoring.metrics_port;
  if (!port) return nullptr;
  auto server = std::make_unique<MetricsServer>(io, *port, [shown] { return scrape(shown); });
  const auto started = server->start();
  if (started) return server;
  shown.log.error(events::kMetricsFailed, describe(started.error()));
  return nullptr;
}

}  // namespace dataflow::service
