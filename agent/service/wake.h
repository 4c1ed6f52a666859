// Wake lets a thread sleep until a time has passed, somebody nudges it, or the program stops.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace dataflow::service {

enum class Woken { by_time, by_nudge, to_stop };

/// Safe to use from any number of threads.
class Wake {
 public:
  /// Sleeps for at most `time`. Returns at once when a nudge came since the last sleep, and always
  /// once stop() was called.
  Woken sleep(std::chrono::milliseconds time);

  void nudge();
  void stop();
  [[nodiscard]] bool stopping() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool nudged_ = false;
  bool stopping_ = false;
};

}  // namespace dataflow::service
