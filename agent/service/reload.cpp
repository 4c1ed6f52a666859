#include "agent/service/reload.h"

#include <exception>

#include <fmt/format.h>

namespace dataflow::service {

namespace {

/// The first setting that differs and may not, by its name in agent.yaml; null when none does.
const char* fixed_setting(const settings::Settings& now, const settings::Settings& then) {
  if (now.council != then.council) return "council";
  if (now.ledger != then.ledger) return "ledger";
  if (now.log_file != then.log_file || now.log_level != then.log_level) return "log";
  if (now.monitoring.metrics_port != then.monitoring.metrics_port) return "metrics";
  return nullptr;
}

std::shared_ptr<const Equipment> refuse(Log& log, const std::string& why) {
  log.error(events::kSettingsRefused, why + " The service goes on with the settings it has.");
  return nullptr;
}

std::shared_ptr<const Equipment> take(const PlanReader& reader, const settings::Settings& now,
                                      const Clock& clock, Log& log) {
  Faults faults;
  auto plan = reader(faults);
  if (!plan) {
    for (const auto& fault : faults) log.error(events::kSettingsFault, describe(fault));
    return refuse(log, fmt::format("The settings have {} fault{}.", faults.size(),
                                   faults.size() == 1 ? "" : "s"));
  }
  if (const char* fixed = fixed_setting(now, plan->settings())) {
    return refuse(log, fmt::format("The setting '{}' can only be changed by a restart.", fixed));
  }
  auto equipment = Equipment::open(std::move(plan), clock);
  if (!equipment) return refuse(log, describe(equipment.error()));
  log.info(events::kSettingsTaken,
           "The settings were read again. Each loop goes on with them when it has finished what it "
           "is at.");
  return std::move(*equipment);
}

}  // namespace

std::shared_ptr<const Equipment> reload(const PlanReader& reader, const settings::Settings& now,
                                        const Clock& clock, Log& log) {
  try {
    return take(reader, now, clock, log);
  } catch (const std::exception& fault) {
    return refuse(log, fmt::format("The settings cannot be read: {}.", fault.what()));
  }
}

}  // namespace dataflow::service
