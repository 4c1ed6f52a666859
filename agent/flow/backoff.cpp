#include "agent/flow/backoff.h"

#include <algorithm>

namespace dataflow::flow {

using std::chrono::milliseconds;

milliseconds Backoff::after_failure(std::optional<std::chrono::seconds> asked_for) {
  constexpr int kMostDoublings = 16;
  const int doublings = std::min(failures_++, kMostDoublings);
  const milliseconds ceiling = std::min(kMost, kFirst * (1 << doublings));
  std::uniform_int_distribution<milliseconds::rep> any(1000, ceiling.count());
  const milliseconds rest(any(dice_));
  if (!asked_for) return rest;
  // Whoever was told the same time comes back spread over some more seconds.
  return std::max(rest, *asked_for + std::min<milliseconds>(rest, kFirst));
}

milliseconds Backoff::after_stop() {
  std::uniform_int_distribution<milliseconds::rep> spread(0, 60'000);
  return kMost + milliseconds(spread(dice_));
}

}  // namespace dataflow::flow
