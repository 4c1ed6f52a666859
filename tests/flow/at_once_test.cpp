// Several envelopes under way at once.

#include <atomic>
#include <barrier>
#include <map>
#include <mutex>
#include <set>

#include "agent/flow/sending.h"
#include "tests/flow/delivering_agent.h"
#include "tests/shown_result.h"

using namespace dataflow;

namespace {

std::size_t children_in(const SeenRequest& request) {
  return boost::json::parse(request.body).as_array().size();
}

/// Counts who is under way, and whether somebody ever was twice.
class Watch {
 public:
  class Passage {
   public:
    Passage(Watch& watch, const SeenRequest& request) : watch_(watch) {
      const auto children = boost::json::parse(request.body);
      const std::lock_guard lock(watch_.mutex_);
      for (const auto& child : children.as_array()) {
        const std::string id(child.at("la_child_id").as_string());
        if (!watch_.under_way_.insert(id).second) watch_.twice_ = true;
        mine_.push_back(id);
      }
      watch_.most_ = std::max(watch_.most_, ++watch_.requests_);
    }
    ~Passage() {
      const std::lock_guard lock(watch_.mutex_);
      for (const auto& id : mine_) watch_.under_way_.erase(id);
      --watch_.requests_;
    }
    Passage(const Passage&) = delete;
    Passage& operator=(const Passage&) = delete;

   private:
    Watch& watch_;
    std::vector<std::string> mine_;
  };

  [[nodiscard]] bool anybody_twice() const { return twice_; }
  [[nodiscard]] int most_at_once() const { return most_; }

 private:
  std::mutex mutex_;
  std::set<std::string> under_way_;
  bool twice_ = false;
  int requests_ = 0;
  int most_ = 0;
};

}  // namespace

TEST_CASE("one envelope goes first, and then as many at once as the limit allows") {
  std::atomic<int> requests = 0;
  std::barrier four(4);  // opens when four requests have come: with fewer at once, never
  DeliveringAgent agent(
      900,
      [&](const SeenRequest& request) {
        if (requests++ > 0) four.arrive_and_wait();
        return accept_all(request);
      },
      Scripts::at_once);
  agent.limits.in_flight = 4;
  const auto end = agent.dispatch();
  CHECK(end.figures.accepted == 900);
  CHECK(end.figures.requests == 9);
  CHECK(agent.balance().accepted == 900);
}

TEST_CASE("never are two envelopes under way for one child, whatever the endpoint refuses") {
  Watch watch;
  const std::set<std::string> bad = {"X1003", "X1170", "X1171", "X1333", "X1500", "X1799"};
  DeliveringAgent agent(
      800,
      [&](const SeenRequest& request) {
        const Watch::Passage passage(watch, request);
        if (children_in(request) > 60) return ScriptedReply{413, "", {}, false};
        for (const auto& child : bad) {
          if (holds_child(request, child)) return ScriptedReply{400, "malformed", {}, false};
        }
        return accept_all(request);
      },
      Scripts::at_once);
  agent.limits.in_flight = 8;
  const auto end = agent.dispatch();
  CHECK_FALSE(end.error.has_value());
  CHECK(end.figures.accepted == 794);
  CHECK(end.figures.set_aside == 6);
  CHECK(agent.balance().held == 6);
  CHECK(agent.balance().remainder() == 0);
  CHECK_FALSE(watch.anybody_twice());
  CHECK(watch.most_at_once() <= 8);
}

TEST_CASE("an endpoint in trouble sees one envelope, not as many as go at once") {
  DeliveringAgent agent(
      900,
      [](const SeenRequest&) {
        return ScriptedReply{503, "", {}, false};
      },
      Scripts::at_once);
  agent.limits.in_flight = 8;
  CHECK(agent.dispatch().error->remedy == Remedy::wait);
  CHECK(agent.server.seen().size() == 1);
}

TEST_CASE(
    "when the endpoint falls ill halfway, what was under way is answered and the rest waits") {
  std::atomic<int> requests = 0;
  DeliveringAgent agent(
      2000,
      [&](const SeenRequest& request) {
        return requests++ < 6 ? accept_all(request) : ScriptedReply{503, "", {}, false};
      },
      Scripts::at_once);
  agent.limits.in_flight = 4;
  const auto end = agent.dispatch();
  REQUIRE(end.error.has_value());
  CHECK(end.figures.accepted == 600);
  CHECK(agent.balance().accepted == 600);
  CHECK(agent.balance().waiting == 1400);
  CHECK(end.figures.requests <= 6 + 4);
  // The deliveries without an answer are closed: nobody is left behind as under way.
  CHECK(ledger::next_waiting(agent.ledger, 5000)->size() == 1400);
}

TEST_CASE("a token that the endpoint refuses to several envelopes at once is renewed once") {
  std::atomic<int> requests = 0;
  std::barrier four(4);
  DeliveringAgent agent(
      900,
      [&](const SeenRequest& request) {
        const bool first_token = request.headers.at("authorization") == "Bearer t1";
        if (requests++ == 0 || !first_token) return accept_all(request);
        four.arrive_and_wait();
        return ScriptedReply{401, "", {}, false};
      },
      Scripts::at_once);
  agent.limits.in_flight = 4;
  const auto end = agent.dispatch();
  CHECK_FALSE(end.error.has_value());
  CHECK(end.figures.accepted == 900);
  CHECK(agent.server.tokens_issued() == 2);
}

TEST_CASE("asked to stop, dispatch begins nothing more and notes what is under way") {
  std::stop_source stop;
  std::atomic<int> requests = 0;
  DeliveringAgent agent(
      2000,
      [&](const SeenRequest& request) {
        if (++requests == 5) stop.request_stop();
        return accept_all(request);
      },
      Scripts::at_once);
  agent.limits.in_flight = 2;
  agent.stop = stop.get_token();
  const auto end = agent.dispatch();
  CHECK_FALSE(end.error.has_value());
  CHECK(end.figures.accepted == static_cast<std::int64_t>(agent.server.seen().size()) * 100);
  CHECK(agent.balance().accepted == end.figures.accepted);
  CHECK(end.figures.accepted < 2000);
  agent.stop = {};
  agent.dispatch();
  CHECK(agent.balance().accepted == 2000);
}
