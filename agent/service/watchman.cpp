#include "agent/service/watchman.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dataflow::service {

namespace {

constexpr std::chrono::seconds kMost{5};

/// Three looks for each time that the watchdog expects one.
std::chrono::microseconds time_between(ServiceManager& manager) {
  const auto watched = manager.watch_interval();
  return std::min<std::chrono::microseconds>(kMost, watched ? *watched / 3 : kMost);
}

}  // namespace

Watchman::Watchman(boost::asio::io_context& io, const Vitals& intake, const Vitals& dispatch,
                   Wake& heartbeat, Log& log)
    : intake_(intake),
      dispatch_(dispatch),
      heartbeat_(heartbeat),
      log_(log),
      manager_(log),
      time_(time_between(manager_)),
      timer_(io) {}

void Watchman::start() {
  tick();
}

void Watchman::stopping() {
  stopping_ = true;
  manager_.stopping("Stopping: waits for the requests that are under way.");
}

void Watchman::end() {
  ended_ = true;
  timer_.cancel();
}

void Watchman::tick() {
  const bool one_is = stuck("intake", intake_);
  const bool other_is = stuck("dispatch", dispatch_);
  if (!one_is && !other_is) manager_.alive();
  tell_change();
  timer_.expires_after(time_);
  timer_.async_wait([this](const boost::system::error_code& problem) {
    if (!problem && !ended_) tick();
  });
}

void Watchman::tell_change() {
  auto now = status();
  if (now == status_) return;
  status_ = std::move(now);
  heartbeat_.nudge();
  if (!stopping_) manager_.status(status_);
}

bool Watchman::stuck(const char* name, const Vitals& vitals) {
  const bool is = vitals.stuck();
  if (is && !told_) {
    told_ = true;
    log_.error(events::kServiceStuck,
               fmt::format("The loop '{}' does not come on: {}. A service manager that watches the "
                           "agent starts it anew.",
                           name, vitals.words()));
  }
  return is;
}

std::string Watchman::status() const {
  return fmt::format("Intake: {}. Dispatch: {}.", intake_.words(), dispatch_.words());
}

}  // namespace dataflow::service
