// The MetricsServer gives figures to a scraper on this machine, and to nobody else.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "agent/core/result.h"

namespace boost::asio {
class io_context;
}

namespace dataflow::service {

/// Answers GET /metrics over HTTP on 127.0.0.1. It keeps within bounds, whoever asks: few
/// connections, five seconds and one small request for each. A request whose Host header does not
/// name this machine itself is refused, so that no web page can read the figures by a name of its
/// own (DNS rebinding).
class MetricsServer {
 public:
  /// The text to give, or why there is none. It is called on a thread of its own, one call at a
  /// time and not more than once in ten seconds; scrapes between get the same text.
  using Scrape = std::function<Result<std::string>()>;

  /// The context must outlive the server. Port 0 is any that is free.
  MetricsServer(boost::asio::io_context& io, std::uint16_t port, Scrape scrape);
  /// Waits for a scrape that is under way.
  ~MetricsServer();
  MetricsServer(const MetricsServer&) = delete;
  MetricsServer& operator=(const MetricsServer&) = delete;

  /// Opens the port; whoever runs the context serves from now on. Remedy stop when the port cannot
  /// be opened.
  [[nodiscard]] Result<void> start();

  /// Closes the port and all connections. Call on the thread that runs the context.
  void stop();

  /// The port that is open.
  [[nodiscard]] std::uint16_t port() const;

 private:
  class Inside;
  std::shared_ptr<Inside> inside_;  // connections hold it as well, until the context lets them go
};

}  // namespace dataflow::service
