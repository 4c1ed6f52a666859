// Lanes carry several envelopes to the endpoint at once, each on a thread and a line of its own.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "agent/delivery/line.h"

namespace dataflow::delivery {

/// An envelope on its way, under a number of the sender's own.
struct Parcel {
  std::int64_t number = 0;
  Envelope envelope;
  signing::SignatureHeaders signature;
};

/// What came of a parcel.
struct Arrival {
  std::int64_t number = 0;
  Answer answer;
};

/// For one thread, which sends and receives. The endpoint must outlive the lanes.
class Lanes {
 public:
  /// So many of them. Sends nothing.
  [[nodiscard]] static Result<std::unique_ptr<Lanes>> open(const Endpoint& endpoint,
                                                           std::size_t lanes);

  /// Waits for what is still on its way; nobody will see how it arrived.
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  /// Puts the parcel on its way. More parcels than lanes wait for a lane to be free.
  void send(Parcel parcel);

  /// Waits for the next arrival; nothing when that time passed without one.
  [[nodiscard]] std::optional<Arrival> next(std::chrono::milliseconds time);

 private:
  Lanes() = default;
  void carry(const std::stop_token& stop, Line& line);
  [[nodiscard]] std::optional<Parcel> take(const std::stop_token& stop);

  std::vector<Line> lines_;
  std::mutex mutex_;  // guards the two queues
  std::condition_variable_any waiting_changed_;
  std::condition_variable arrived_changed_;
  std::deque<Parcel> waiting_;
  std::deque<Arrival> arrived_;
  std::vector<std::jthread> threads_;  // the last, so that it ends before what its threads use
};

}  // namespace dataflow::delivery
