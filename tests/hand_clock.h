// A clock turned by hand: it is nine o'clock on 1 June 2026 until a test says otherwise.
#pragma once

#include <atomic>

#include "agent/core/clock.h"

namespace dataflow {

class HandClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return Instant(std::chrono::milliseconds(now_)); }
  [[nodiscard]] Day today() const override { return *Day::parse("2026-06-01"); }
  [[nodiscard]] std::chrono::minutes time_of_day() const override { return std::chrono::hours(9); }
  void sleep_for(std::chrono::milliseconds time) override { turn(time); }
  void turn(std::chrono::milliseconds time) { now_ += time.count(); }

 private:
  std::atomic<std::int64_t> now_{1'780'272'000'000};
};

}  // namespace dataflow
