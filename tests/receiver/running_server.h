// A server with its store that runs on a thread of the test, on a free port.
#pragma once

#include <ctime>
#include <pthread.h>
#include <thread>

#include "receiver/server.h"
#include "tests/receiver/client.h"
#include "tests/receiver/rehearsal.h"

namespace dataflow::receiver {

class RunningServer {
 public:
  explicit RunningServer(const std::string& more = "", Patience patience = {},
                         FaultScript faults = {})
      : rehearsal_(more),
        store_(std::move(
            *Store::open(rehearsal_.settings().store, rehearsal_.settings().standard->document()))),
        endpoint_(rehearsal_.settings(), *store_, clock_, log_, std::move(faults)),
        server_(std::move(*Server::open(rehearsal_.settings(), endpoint_, log_, patience))),
        thread_([this] { server_->run(); }) {}

  ~RunningServer() {
    server_->stop();
    join();
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] std::filesystem::path authority() const { return rehearsal_.file("tls/ca.pem"); }
  [[nodiscard]] Client client() const { return {port(), authority()}; }

  void stop() { server_->stop(); }

  /// The processor time that the server's thread has used.
  [[nodiscard]] std::chrono::nanoseconds processor_time() {
    clockid_t clock = 0;
    timespec time{};
    pthread_getcpuclockid(thread_.native_handle(), &clock);
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  }

  /// Returns when the server has ended.
  void join() {
    if (thread_.joinable()) thread_.join();
  }

  [[nodiscard]] HandClock& clock() { return clock_; }
  [[nodiscard]] const KeptLog& log() const { return log_; }
  [[nodiscard]] const Rehearsal& rehearsal() const { return rehearsal_; }

 private:
  HandClock clock_;
  KeptLog log_;
  Rehearsal rehearsal_;
  std::unique_ptr<Store> store_;
  Endpoint endpoint_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace dataflow::receiver
