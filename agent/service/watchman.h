// The Watchman looks at both loops every few seconds and tells how they are.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "agent/service/service_manager.h"
#include "agent/service/vitals.h"
#include "agent/service/wake.h"

namespace dataflow::service {

/// Runs on the thread of the io_context. The service manager is told what the loops do, and the
/// heartbeat is nudged when that changes. A loop that is stuck is told to the log once, and from
/// then on the service manager's watchdog hears nothing.
class Watchman {
 public:
  /// All arguments must outlive it.
  Watchman(boost::asio::io_context& io, const Vitals& intake, const Vitals& dispatch,
           Wake& heartbeat, Log& log);

  /// Begins to look.
  void start();
  /// The service has started, or has taken or refused new settings.
  void ready() { manager_.ready(status()); }
  void reloading() { manager_.reloading(); }
  /// From now on only the watchdog is fed.
  void stopping();
  /// Looks no more.
  void end();

 private:
  void tick();
  void tell_change();
  [[nodiscard]] bool stuck(const char* name, const Vitals& vitals);
  [[nodiscard]] std::string status() const;

  const Vitals& intake_;
  const Vitals& dispatch_;
  Wake& heartbeat_;
  Log& log_;
  ServiceManager manager_;
  std::chrono::microseconds time_;  ///< between two looks
  boost::asio::steady_timer timer_;
  std::string status_;  ///< at the last look
  bool stopping_ = false;
  bool ended_ = false;
  bool told_ = false;
};

}  // namespace dataflow::service
