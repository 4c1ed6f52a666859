// Wake lets a thread sleep until a time has passed, somebody nudges it, or the program stops.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace dataflow::service {

enum class Woken { by_time, by_nudge, to_stop };

/// Safe to use from any number of threads.
class Wake {
 public:
  /// Sleeps for at most `time`. Returns at once when a nudge came since the last sleep, and always
  /// once stop() was called.
  Woken sleep(std::chrono::milliseconds time);

  /// Sleeps for that time, whoever nudges meanwhile; a nudge is kept for the next sleep.
  Woken rest(std::chrono::milliseconds time);

  void nudge();
  void stop();

  /// Asks for a stop when stop() is called.
  [[nodiscard]] std::stop_token stop_token() const { return stop_.get_token(); }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool nudged_ = false;
  bool stopping_ = false;
  std::stop_source stop_;
};

}  // namespace dataflow::service
