// The Pace keeps requests so far apart that there are not too many in a minute.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>

#include "agent/core/clock.h"

namespace dataflow::flow {

class Pace {
 public:
  /// 0 requests a minute means no limit.
  explicit Pace(std::size_t requests_a_minute)
      : apart_(requests_a_minute == 0
                   ? 0
                   : 60'000 / static_cast<std::chrono::milliseconds::rep>(requests_a_minute)) {}

  /// How long to wait before the next request; zero when it may go now.
  [[nodiscard]] std::chrono::milliseconds wait(Instant now) const {
    using std::chrono::milliseconds;
    // After the clock was set back nobody knows how long ago the last one went.
    if (!last_ || now < *last_) return milliseconds(0);
    return std::max(*last_ + apart_ - now, milliseconds(0));
  }

  /// A request went.
  void went(Instant now) { last_ = now; }

 private:
  std::chrono::milliseconds apart_;
  std::optional<Instant> last_;
};

}  // namespace dataflow::flow
