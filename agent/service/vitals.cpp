#include "agent/service/vitals.h"

#include <utility>

namespace dataflow::service {

Vitals::Vitals(std::chrono::seconds patience, Moment now) : patience_(patience), alive_until_(0) {
  beat(now);
}

void Vitals::beat(Moment now) {
  rest(std::chrono::milliseconds(0), now);
}

void Vitals::rest(std::chrono::milliseconds time, Moment now) {
  alive_until_ = (now + time + patience_).time_since_epoch().count();
}

bool Vitals::stuck(Moment now) const {
  return now.time_since_epoch().count() > alive_until_;
}

void Vitals::says(std::string words) {
  const std::lock_guard lock(mutex_);
  words_ = std::move(words);
}

std::string Vitals::words() const {
  const std::lock_guard lock(mutex_);
  return words_;
}

}  // namespace dataflow::service
