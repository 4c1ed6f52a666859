// The Rate holds each council to so many requests a minute.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "agent/core/clock.h"

namespace dataflow::receiver {

/// Looks back over the last 60 seconds. For one thread; the clock must outlive it.
class Rate {
 public:
  /// 0 requests a minute means no limit.
  Rate(const Clock& clock, std::size_t requests_a_minute)
      : clock_(clock), most_(requests_a_minute) {}

  /// Counts a request of this council. When there were too many already it is not counted, and the
  /// answer is how long to wait: 1 to 60 seconds.
  [[nodiscard]] std::optional<std::chrono::seconds> wait_before(const std::string& council);

 private:
  const Clock& clock_;
  std::size_t most_;
  std::map<std::string, std::deque<Instant>> recent_;
};

}  // namespace dataflow::receiver
