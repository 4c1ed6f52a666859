#include "agent/service/wake.h"

#include <utility>

namespace dataflow::service {

Woken Wake::woken(bool by_nudge) {
  if (stopping_) return Woken::to_stop;
  if (renewed_) {
    renewed_ = false;
    leave_ = std::stop_source();
    return Woken::to_renew;
  }
  return by_nudge && std::exchange(nudged_, false) ? Woken::by_nudge : Woken::by_time;
}

Woken Wake::sleep(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return nudged_ || renewed_ || stopping_; });
  return woken(true);
}

Woken Wake::rest(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return renewed_ || stopping_; });
  return woken(false);
}

void Wake::nudge() {
  const std::lock_guard lock(mutex_);
  nudged_ = true;
  changed_.notify_all();
}

void Wake::renew() {
  const std::lock_guard lock(mutex_);
  renewed_ = true;
  leave_.request_stop();
  changed_.notify_all();
}

void Wake::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  stop_.request_stop();
  leave_.request_stop();
  changed_.notify_all();
}

std::stop_token Wake::leave_token() const {
  const std::lock_guard lock(mutex_);
  return leave_.get_token();
}

}  // namespace dataflow::service
