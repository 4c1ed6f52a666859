#include "agent/schedule/rota.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "agent/core/digest.h"

namespace dataflow::schedule {

namespace {

/// A clock that was set back by more than this says nothing about when the last run was.
constexpr std::chrono::minutes kSetBack{5};

}  // namespace

std::optional<Instant> Rota::next_run(std::optional<Instant> last, Instant now) const {
  if (!last || *last > now + kSetBack) return now;
  // What was due a delay ago has begun by now; what is due since then has not.
  return first_due_after(std::min(*last, now) - delay);
}

std::optional<Instant> Rota::first_due_after(Instant moment) const {
  const auto due = schedule.next_after(moment);
  return due ? std::optional(*due + delay) : std::nullopt;
}

std::chrono::seconds delay_of(std::string_view council, std::chrono::seconds most) {
  const Digest digest = sha256("schedule " + std::string(council));
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i)
    number = number << 8U | static_cast<unsigned char>(digest.bytes()[i]);
  const auto choices = static_cast<std::uint64_t>(most.count()) + 1;
  return std::chrono::seconds(static_cast<std::int64_t>(number % choices));
}

}  // namespace dataflow::schedule
