#include "agent/service/wake.h"

namespace dataflow::service {

Woken Wake::sleep(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return nudged_ || stopping_; });
  if (stopping_) return Woken::to_stop;
  const bool nudged = nudged_;
  nudged_ = false;
  return nudged ? Woken::by_nudge : Woken::by_time;
}

Woken Wake::rest(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return stopping_; });
  return stopping_ ? Woken::to_stop : Woken::by_time;
}

void Wake::nudge() {
  const std::lock_guard lock(mutex_);
  nudged_ = true;
  changed_.notify_all();
}

void Wake::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  stop_.request_stop();
  changed_.notify_all();
}

}  // namespace dataflow::service
