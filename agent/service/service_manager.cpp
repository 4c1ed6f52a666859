#include "agent/service/service_manager.h"

#include <system_error>
#include <systemd/sd-daemon.h>

#include <fmt/format.h>

namespace dataflow::service {

void ServiceManager::ready(const std::string& status) {
  status_ = status;
  send(fmt::format("READY=1\nSTATUS={}", status));
}

void ServiceManager::reloading() {
  send("RELOADING=1\nSTATUS=Reading the settings again.");
}

void ServiceManager::stopping(const std::string& status) {
  status_ = status;
  send(fmt::format("STOPPING=1\nSTATUS={}", status));
}

void ServiceManager::status(const std::string& status) {
  if (status == status_) return;
  status_ = status;
  send(fmt::format("STATUS={}", status));
}

void ServiceManager::alive() {
  send("WATCHDOG=1");
}

std::optional<std::chrono::microseconds> ServiceManager::watch_interval() {
  std::uint64_t microseconds = 0;
  const int watched = sd_watchdog_enabled(0, &microseconds);
  if (watched < 0) {
    log_.warning(events::kServiceUnheard,
                 "The service manager's watchdog cannot be understood: see WATCHDOG_USEC.");
  }
  if (watched <= 0) return std::nullopt;
  return std::chrono::microseconds(microseconds);
}

void ServiceManager::send(const std::string& message) {
  const int sent = sd_notify(0, message.c_str());
  if (sent >= 0 || unheard_) return;
  unheard_ = true;
  log_.warning(events::kServiceUnheard,
               fmt::format("The service manager cannot be told how the agent is ({}); it may start "
                           "it anew.",
                           std::system_category().message(-sent)));
}

}  // namespace dataflow::service
