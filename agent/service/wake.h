// Wake lets a thread sleep until a time has passed, somebody nudges it, or it is to leave its work.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace dataflow::service {

enum class Woken {
  by_time,
  by_nudge,
  to_renew,  ///< there are new settings to go on with
  to_stop,   ///< the program is to end
};

/// Safe to use from any number of threads; one of them sleeps.
class Wake {
 public:
  /// Sleeps for at most `time`. Returns at once when a nudge or a renew() came since the last
  /// sleep, and always once stop() was called.
  Woken sleep(std::chrono::milliseconds time);

  /// The same, but a nudge is kept for the next sleep.
  Woken rest(std::chrono::milliseconds time);

  void nudge();
  void renew();
  void stop();

  /// Asks for a stop when stop() is called.
  [[nodiscard]] std::stop_token stop_token() const { return stop_.get_token(); }

  /// Asks for a stop at stop() and at the next renew(): for work that can be left and taken up
  /// again at any time. The sleeper takes a new one after each to_renew.
  [[nodiscard]] std::stop_token leave_token() const;

 private:
  /// The mutex is held.
  [[nodiscard]] Woken woken(bool by_nudge);

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool nudged_ = false;
  bool renewed_ = false;
  bool stopping_ = false;
  std::stop_source stop_;
  std::stop_source leave_;
};

}  // namespace dataflow::service
