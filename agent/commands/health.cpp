// dataflow-agent health: how the agent is, for Nagios, Icinga and PRTG.
#include <exception>

#include <boost/json.hpp>

#include "agent/app/read_health.h"
#include "agent/commands/command.h"
#include "agent/commands/health_text.h"
#include "agent/core/canonical_json.h"

namespace dataflow::commands {

namespace {

struct HealthOptions : PlanOptions {
  bool prtg = false;
};

/// PRTG finds the state in the answer, and takes any code but 0 for a sensor that is broken.
NagiosExit answer_unknown(const HealthOptions& options, const Surroundings& surroundings,
                          const std::string& reason) {
  if (!options.prtg) {
    surroundings.out << nagios_unknown(reason);
    return NagiosExit::unknown;
  }
  surroundings.out << canonical_json(prtg_unknown(reason)) << "\n";
  return NagiosExit::ok;
}

NagiosExit read_and_show(const HealthOptions& options, const Surroundings& surroundings) {
  Faults faults;
  const auto settings = settings::Settings::read(options.config, faults, plain_secrets(options));
  if (!settings) {
    sort_by_place(faults);
    return answer_unknown(options, surroundings, describe(faults.front()));
  }
  // From the settings alone, without mapping and source: it is asked every minute.
  const auto health = app::read_health(*settings, SystemClock().now());
  if (!health) return answer_unknown(options, surroundings, describe(health.error()));
  if (!health->runs.newest) return answer_unknown(options, surroundings, "No run has begun yet.");
  const auto& limits = settings->monitoring.alarms;
  const auto concerns = health::judge(*health, limits);
  if (options.prtg) {
    surroundings.out << canonical_json(prtg_json(*health, concerns, limits)) << "\n";
    return NagiosExit::ok;
  }
  surroundings.out << nagios_text(*health, concerns, limits);
  return exit_of(concerns);
}

/// Whatever happens, monitoring is told in the form that it understands.
NagiosExit show_health(const HealthOptions& options, const Surroundings& surroundings) {
  try {
    return read_and_show(options, surroundings);
  } catch (const std::exception& fault) {
    return answer_unknown(options, surroundings, fault.what());
  }
}

}  // namespace

void add_health(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<HealthOptions>();
  auto command = line.add(
      "health",
      "Say in one line whether the agent is well, for monitoring. Exit codes are those of a Nagios "
      "plugin: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN",
      [=, &surroundings] { return static_cast<int>(show_health(*options, surroundings)); });
  // 2 would be an alarm in the night for a slip of the pen.
  line.set_usage_error("health", static_cast<int>(NagiosExit::unknown));
  add_config_option(command, *options);
  command.flag("prtg", options->prtg, "Answer in PRTG's JSON; the exit code is then 0");
}

}  // namespace dataflow::commands
