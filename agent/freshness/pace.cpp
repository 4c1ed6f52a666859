#include "agent/freshness/pace.h"

#include <algorithm>

#include <fmt/format.h>

namespace dataflow::freshness {

namespace {

constexpr std::int64_t kRowsUnpaced = 1024;  // between two looks at the hours
constexpr std::int64_t kStepsASecond = 10;

std::string on_the_wall(std::chrono::minutes time) {
  return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

/// Rounded up, so that the rate is never more than was asked for.
std::chrono::milliseconds least_time(std::int64_t rows, std::int64_t a_second) {
  if (a_second == 0) return {};
  return std::chrono::milliseconds((rows * 1000 + a_second - 1) / a_second);
}

}  // namespace

Pace::Pace(const LoadTerms& load, Clock& clock)
    : load_(load),
      clock_(clock),
      step_(load.rows_per_second == 0
                ? kRowsUnpaced
                : std::max(load.rows_per_second / kStepsASecond, std::int64_t{1})),
      least_(least_time(step_, load.rows_per_second)),
      due_(clock.now() + least_) {}

Result<void> Pace::check_hours() const {
  if (!load_.hours.opens_in(clock_.time_of_day())) return {};
  return Error{Remedy::wait, "source.load.hours",
               fmt::format("The source may be read from {} until {} only.",
                           on_the_wall(load_.hours.from), on_the_wall(load_.hours.until)),
               "The first run within these hours reads it."};
}

Result<void> Pace::row() {
  if (++rows_ % step_ != 0) return {};
  if (load_.rows_per_second != 0) {
    const Instant now = clock_.now();
    due_ = std::min(due_, now + least_);  // also on a clock that was set back meanwhile
    if (now < due_) clock_.sleep_for(due_ - now);
    due_ = std::max(due_, now) + least_;
  }
  return check_hours();
}

}  // namespace dataflow::freshness
