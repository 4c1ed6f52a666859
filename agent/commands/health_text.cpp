#include "agent/commands/health_text.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "agent/commands/command.h"

namespace dataflow::commands {

namespace {

using health::Concern;
using health::Health;
using health::Level;

/// A figure that monitoring draws and, where there is a limit, watches by itself.
struct Figure {
  const char* name;     ///< for Nagios
  const char* channel;  ///< for PRTG
  std::int64_t value = 0;
  std::optional<std::int64_t> warn_above;
  const char* unit;  ///< for PRTG: Count or TimeHours
};

std::int64_t whole_hours(const std::optional<Instant>& since, Instant now) {
  if (!since) return 0;
  return std::max<std::int64_t>(
      0, std::chrono::duration_cast<std::chrono::hours>(now - *since).count());
}

std::optional<std::int64_t> limit_of(std::int64_t limit) {
  return limit > 0 ? std::optional(limit) : std::nullopt;
}

std::vector<Figure> figures_of(const Health& health, const AlarmLimits& limits) {
  const auto& queue = health.queue;
  const auto balance = health.balance.value_or(ledger::Balance());
  std::int64_t findings = 0;
  for (const auto& count : health.findings) findings += count.findings;
  return {{"accepted", "Accepted children", balance.accepted, std::nullopt, "Count"},
          {"waiting", "Waiting children", queue.waiting, std::nullopt, "Count"},
          {"held", "Held children", balance.held, std::nullopt, "Count"},
          {"excluded", "Excluded persons", balance.excluded_total(), std::nullopt, "Count"},
          {"remainder", "Remainder of the balance", balance.remainder(), 0, "Count"},
          {"findings", "Findings", findings, std::nullopt, "Count"},
          {"failed_runs", "Failed runs in a row", health.runs.failed_in_a_row, 1, "Count"},
          {"waiting_hours", "Longest wait", whole_hours(queue.oldest, health.at),
           limit_of(limits.waiting_hours), "TimeHours"},
          {"acceptance_hours", "Since the last acceptance",
           whole_hours(health.deliveries.accepted_at, health.at),
           limit_of(limits.acceptance_days * 24), "TimeHours"},
          {"disk_free_mb", "Free disk space (MB)", health.disk.free, std::nullopt, "Count"}};
}

/// Nagios takes what follows a bar for figures.
std::string without_bars(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

std::string summary(const Health& health, const std::vector<Concern>& concerns) {
  if (concerns.empty()) {
    return fmt::format("{} accepted, {} waiting",
                       children(health.balance ? health.balance->accepted : 0),
                       with_commas(health.queue.waiting));
  }
  const auto more =
      concerns.size() == 1 ? std::string() : fmt::format(" ({} more below)", concerns.size() - 1);
  return concerns.front().name + ": " + concerns.front().says + more;
}

const char* word_of(NagiosExit exit) {
  switch (exit) {
    case NagiosExit::ok:
      return "OK";
    case NagiosExit::warning:
      return "WARNING";
    case NagiosExit::critical:
      return "CRITICAL";
    case NagiosExit::unknown:
      break;
  }
  return "UNKNOWN";
}

boost::json::object channel_of(const Figure& figure) {
  boost::json::object channel{
      {"channel", figure.channel}, {"value", figure.value}, {"unit", figure.unit}};
  if (figure.warn_above) {
    channel["limitmode"] = 1;
    channel["limitmaxwarning"] = *figure.warn_above;
  }
  return channel;
}

}  // namespace

NagiosExit exit_of(const std::vector<Concern>& concerns) {
  if (concerns.empty()) return NagiosExit::ok;
  const bool critical = std::any_of(concerns.begin(), concerns.end(), [](const Concern& concern) {
    return concern.level == Level::critical;
  });
  return critical ? NagiosExit::critical : NagiosExit::warning;
}

std::string concern_line(const Concern& concern) {
  return fmt::format("{:<8}       {}: {} {}",
                     concern.level == Level::critical ? "CRITICAL" : "WARNING", concern.name,
                     concern.says, concern.hint);
}

boost::json::array concerns_json(const std::vector<Concern>& concerns) {
  boost::json::array json;
  for (const auto& concern : concerns) {
    json.push_back({{"name", concern.name},
                    {"level", name_of(concern.level)},
                    {"says", concern.says},
                    {"hint", concern.hint}});
  }
  return json;
}

std::string nagios_text(const Health& health, const std::vector<Concern>& concerns,
                        const AlarmLimits& limits) {
  std::string text = fmt::format("DATAFLOW {} - {} |", word_of(exit_of(concerns)),
                                 without_bars(summary(health, concerns)));
  for (const auto& figure : figures_of(health, limits)) {
    const auto warn = figure.warn_above ? fmt::format("{}", *figure.warn_above) : std::string();
    text += fmt::format(" {}={};{};;0", figure.name, figure.value, warn);
  }
  text += "\n";
  for (const auto& concern : concerns) text += without_bars(concern_line(concern)) + "\n";
  return text;
}

std::string nagios_unknown(const std::string& reason) {
  return "DATAFLOW UNKNOWN - " + without_bars(reason) + "\n";
}

boost::json::object prtg_json(const Health& health, const std::vector<Concern>& concerns,
                              const AlarmLimits& limits) {
  boost::json::object state{{"channel", "State (0 ok, 1 warning, 2 critical)"},
                            {"value", static_cast<int>(exit_of(concerns))},
                            {"unit", "Count"},
                            {"limitmode", 1},
                            {"limitmaxwarning", 0},
                            {"limitmaxerror", 1}};
  boost::json::array channels{std::move(state)};
  for (const auto& figure : figures_of(health, limits)) channels.push_back(channel_of(figure));
  return {{"prtg", {{"result", std::move(channels)}, {"text", summary(health, concerns)}}}};
}

boost::json::object prtg_unknown(const std::string& reason) {
  return {{"prtg", {{"error", 1}, {"text", reason}}}};
}

}  // namespace dataflow::commands
