// The ServiceManager is told how the service is: systemd, where it started the agent.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "agent/core/log.h"

namespace dataflow::service {

/// Speaks the protocol of sd_notify(3). Each call does nothing where no service manager listens.
/// For one thread.
class ServiceManager {
 public:
  /// The log is told, once, when a service manager should listen and cannot be reached.
  explicit ServiceManager(Log& log) : log_(log) {}

  /// The service has started, or has taken or refused new settings.
  void ready(const std::string& status);
  /// It is reading new settings; ready() comes next.
  void reloading();
  void stopping(const std::string& status);
  /// One line that 'systemctl status' shows. Sent only when it has changed.
  void status(const std::string& status);
  /// The service is alive.
  void alive();

  /// How often alive() is expected at the least; nothing when nobody watches.
  [[nodiscard]] std::optional<std::chrono::microseconds> watch_interval();

 private:
  void send(const std::string& message);

  Log& log_;
  std::string status_;
  bool unheard_ = false;
};

}  // namespace dataflow::service
