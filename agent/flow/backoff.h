// The Backoff says how long to leave an endpoint in trouble alone: longer each time, and never at
// the same moment as everybody else.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>

namespace dataflow::flow {

/// Exponential with full jitter: after the nth failure in a row, anything from a second up to 5
/// seconds doubled n - 1 times, 15 minutes at the most.
class Backoff {
 public:
  static constexpr std::chrono::seconds kFirst{5};
  static constexpr std::chrono::seconds kMost{15 * 60};

  explicit Backoff(std::uint64_t seed) : dice_(seed) {}

  /// How long to wait after one more failure: at least as long as the endpoint asked for.
  [[nodiscard]] std::chrono::milliseconds after_failure(
      std::optional<std::chrono::seconds> asked_for = std::nullopt);

  /// How long to wait for a person: some 15 minutes from the first time on. A password that is
  /// wrong is not shown so often that somebody locks the account.
  [[nodiscard]] std::chrono::milliseconds after_stop();

  void after_success() { failures_ = 0; }

 private:
  std::mt19937_64 dice_;
  int failures_ = 0;
};

}  // namespace dataflow::flow
