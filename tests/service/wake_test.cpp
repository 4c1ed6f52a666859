#include "agent/service/wake.h"

#include <thread>

#include <catch2/catch.hpp>

namespace dataflow::service {
namespace {

using namespace std::chrono_literals;

TEST_CASE("what is asked of a sleeper while it works is there when it sleeps") {
  Wake wake;
  wake.nudge();
  CHECK(wake.rest(0ms) == Woken::by_time);  // the nudge is kept
  CHECK(wake.sleep(1h) == Woken::by_nudge);
  wake.renew();
  wake.nudge();
  CHECK(wake.rest(1h) == Woken::to_renew);
  CHECK(wake.sleep(1h) == Woken::by_nudge);
  CHECK(wake.sleep(0ms) == Woken::by_time);
  wake.renew();
  wake.stop();
  CHECK(wake.sleep(1h) == Woken::to_stop);
  CHECK(wake.rest(1h) == Woken::to_stop);
}

TEST_CASE("a sleeper is woken by another thread") {
  Wake wake;
  const std::jthread other([&] { wake.renew(); });
  CHECK(wake.sleep(1h) == Woken::to_renew);
}

TEST_CASE("work that can be left is left for new settings, and the rest only for a stop") {
  Wake wake;
  const auto leave = wake.leave_token();
  wake.renew();
  CHECK(leave.stop_requested());
  CHECK_FALSE(wake.stop_token().stop_requested());
  CHECK(wake.sleep(1h) == Woken::to_renew);
  const auto next = wake.leave_token();
  CHECK_FALSE(next.stop_requested());
  wake.stop();
  CHECK(next.stop_requested());
  CHECK(wake.stop_token().stop_requested());
}

}  // namespace
}  // namespace dataflow::service
