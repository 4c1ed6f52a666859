// The Server carries requests between the network and the Endpoint: HTTPS on one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "agent/core/log.h"
#include "receiver/endpoint.h"

namespace dataflow::receiver {

/// How long the server waits for a sender.
struct Patience {
  std::chrono::milliseconds request = std::chrono::seconds(30);  ///< handshake, head, body, answer
  std::chrono::milliseconds idle = std::chrono::minutes(5);      ///< between two requests
};

class Server {
 public:
  /// Opens the port. Settings, endpoint and log must outlive the server. Remedy stop when the port
  /// is taken or the address is not of this machine.
  [[nodiscard]] static Result<std::unique_ptr<Server>> open(const Settings& settings,
                                                            Endpoint& endpoint, Log& log,
                                                            Patience patience = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The port that is open.
  [[nodiscard]] std::uint16_t port() const;

  /// Stops on SIGTERM and SIGINT. Call before run().
  void stop_on_signals();

  /// Serves until it is stopped: then takes no more requests, answers those that have begun, and
  /// returns.
  void run();

  /// May be called from any thread.
  void stop();

 private:
  class Inside;
  explicit Server(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace dataflow::receiver
