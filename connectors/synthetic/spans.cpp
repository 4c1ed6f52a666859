#include "connectors/synthetic/spans.h"

#include <algorithm>

namespace dataflow::synthetic {

namespace {

constexpr unsigned kFriday = 5;

/// The first days of `length` days that fit between `from` and `to`.
void add_starts(std::vector<Span>& starts, Day from, Day to, int length) {
  const Day last = to.plus(1 - length);
  if (from <= last) starts.push_back({from, last});
}

std::size_t days_of(const Span& span) {
  return static_cast<std::size_t>(span.to.number() - span.from.number()) + 1;
}

}  // namespace

Day plus_working_days(Day day, int days) {
  while (days > 0) {
    day = day.plus(1);
    if (day.weekday() <= kFriday) --days;
  }
  return day;
}

Day working_day_from(Day day) {
  while (day.weekday() > kFriday) day = day.plus(1);
  return day;
}

std::optional<Day> room_between(Random& random, std::vector<Span> taken, Span bounds, int length) {
  std::sort(taken.begin(), taken.end(),
            [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> starts;
  Day free_from = bounds.from;
  for (const auto& span : taken) {
    add_starts(starts, free_from, std::min(span.from.plus(-1), bounds.to), length);
    free_from = std::max(free_from, span.to.plus(1));
  }
  add_starts(starts, free_from, bounds.to, length);
  std::size_t total = 0;
  for (const auto& span : starts) total += days_of(span);
  if (total == 0) return std::nullopt;
  std::size_t at = random.below(total);
  for (const auto& span : starts) {
    if (at < days_of(span)) return span.from.plus(static_cast<int>(at));
    at -= days_of(span);
  }
  return std::nullopt;
}

}  // namespace dataflow::synthetic
