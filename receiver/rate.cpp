#include "receiver/rate.h"

#include <algorithm>

namespace dataflow::receiver {

std::optional<std::chrono::seconds> Rate::wait_before(const std::string& council) {
  using std::chrono::seconds;
  if (most_ == 0) return std::nullopt;
  const Instant now = clock_.now();
  auto& recent = recent_[council];
  while (!recent.empty() && recent.front() + std::chrono::minutes(1) <= now) recent.pop_front();
  if (recent.size() >= most_) {
    const auto wait = std::chrono::ceil<seconds>(recent.front() + std::chrono::minutes(1) - now);
    return std::clamp(wait, seconds(1), seconds(60));  // a clock set back must not make it longer
  }
  recent.push_back(now);
  return std::nullopt;
}

}  // namespace dataflow::receiver
