#include "agent/settings/monitoring_settings.h"

namespace dataflow::settings {

namespace {

using yaml::Node;

AlarmLimits read_alarms(const Node& node) {
  AlarmLimits limits;
  if (!node.present()) return limits;
  node.only({"missed_minutes", "waiting_hours", "acceptance_days", "held_percent"});
  const auto read = [&](const char* name, std::int64_t lowest, std::int64_t highest,
                        std::int64_t& into) {
    if (const auto given = node.member(name); given.present()) {
      into = given.whole_number(lowest, highest);
    }
  };
  constexpr std::int64_t kMinutesOfADay = std::int64_t{24} * 60;
  constexpr std::int64_t kHoursOfAYear = std::int64_t{24} * 366;
  read("missed_minutes", 1, kMinutesOfADay, limits.missed_minutes);
  read("waiting_hours", 0, kHoursOfAYear, limits.waiting_hours);
  read("acceptance_days", 0, 366, limits.acceptance_days);
  read("held_percent", 0, 100, limits.held_percent);
  return limits;
}

std::optional<std::uint16_t> read_metrics(const Node& node) {
  if (!node.present()) return std::nullopt;
  node.only({"port"});
  constexpr std::int64_t kLastPort = 65'535;
  return static_cast<std::uint16_t>(
      node.required("port", "a port of this machine, such as 9464").whole_number(1, kLastPort));
}

}  // namespace

Monitoring read_monitoring(const std::filesystem::path& folder, const Node& root) {
  Monitoring monitoring;
  monitoring.alarms = read_alarms(root.member("alarms"));
  monitoring.metrics_port = read_metrics(root.member("metrics"));
  if (const auto file = root.member("heartbeat"); file.present()) {
    monitoring.heartbeat = folder / file.text();
  }
  return monitoring;
}

}  // namespace dataflow::settings
