// Hours of the day in which something may be done: deliver, or read the source.
#pragma once

#include <chrono>
#include <optional>

namespace dataflow {

/// `endpoint.hours` and `source.load.hours` in agent.yaml, by the clock on the wall. `until` before
/// `from` runs over midnight; both alike means the whole day.
struct HoursOfDay {
  std::chrono::minutes from{0};   ///< since midnight
  std::chrono::minutes until{0};  ///< since midnight, not included

  /// How long it is until the hours begin; nothing when that time of the day is within them.
  [[nodiscard]] constexpr std::optional<std::chrono::minutes> opens_in(
      std::chrono::minutes time_of_day) const {
    constexpr std::chrono::minutes kDay = std::chrono::hours(24);
    if (from == until) return std::nullopt;
    const auto since_opening = (time_of_day - from + kDay) % kDay;
    const auto open_for = (until - from + kDay) % kDay;
    if (since_opening < open_for) return std::nullopt;
    return kDay - since_opening;
  }

  bool operator==(const HoursOfDay&) const = default;
};

}  // namespace dataflow
