// What dispatch does about filters, limits, hours and an endpoint that refuses everybody.

#include "agent/flow/backoff.h"
#include "agent/flow/pace.h"
#include "tests/flow/delivering_agent.h"
#include "tests/shown_result.h"

using namespace dataflow;

namespace {

bool holds_nobody(const SeenRequest& request) {
  return request.body == "[]";
}

}  // namespace

TEST_CASE("a filter that dislikes one record costs that record, and no other") {
  for (const char* bad : {"X1000", "X1042", "X1099"}) {
    INFO(bad);
    DeliveringAgent agent(100, [&](const SeenRequest& request) {
      if (holds_nobody(request)) return ScriptedReply{204, "", {}, false};
      return holds_child(request, bad) ? ScriptedReply{403, "<html>", {}, false}
                                       : accept_all(request);
    });
    const auto end = agent.dispatch();
    CHECK_FALSE(end.error.has_value());
    CHECK(end.figures.accepted == 99);
    CHECK(end.figures.set_aside == 1);
    CHECK(end.figures.requests <= 14);
    CHECK(agent.log.text().find("looks like an attack") != std::string::npos);
  }
}

TEST_CASE("access that is refused sets nobody aside") {
  DeliveringAgent agent(100, [](const SeenRequest&) { return ScriptedReply{403, "", {}, false}; });
  const auto end = agent.dispatch();
  REQUIRE(end.error.has_value());
  CHECK(end.error->remedy == Remedy::stop);
  CHECK(end.figures.set_aside == 0);
  CHECK(agent.balance().waiting == 100);
  CHECK(agent.server.seen().size() == 2);  // the envelope, and the one that holds nobody
}

TEST_CASE("access that is withdrawn while a filter's record is searched for sets nobody aside") {
  int requests = 0;
  DeliveringAgent agent(100, [&](const SeenRequest& request) {
    const bool withdrawn = ++requests > 4;
    if (holds_nobody(request) && !withdrawn) return ScriptedReply{204, "", {}, false};
    return ScriptedReply{403, "", {}, false};
  });
  const auto end = agent.dispatch();
  CHECK(end.error->remedy == Remedy::stop);
  CHECK(end.figures.set_aside == 0);
  CHECK(agent.balance().waiting == 100);
}

TEST_CASE("an endpoint that refuses everybody is left alone before it has emptied the queue") {
  DeliveringAgent agent(100, [](const SeenRequest&) {
    return ScriptedReply{400, "malformed", {}, false};
  });
  const auto end = agent.dispatch();
  REQUIRE(end.error.has_value());
  CHECK(end.error->remedy == Remedy::stop);
  CHECK(end.figures.set_aside == 20);
  CHECK(agent.balance().waiting == 80);
}

TEST_CASE("how many children the endpoint takes in one request is remembered for a week") {
  DeliveringAgent agent(100, [](const SeenRequest& request) {
    const auto children = boost::json::parse(request.body).as_array().size();
    return children > 30 ? ScriptedReply{413, "", {}, false} : accept_all(request);
  });
  CHECK(agent.dispatch().figures.requests == 6);  // 100, 50, then four of 25
  agent.source.content = small_content(persons(100, "Othername"));
  REQUIRE(agent.take_in());
  CHECK(agent.dispatch().figures.requests == 4);
  agent.clock.turn(std::chrono::days(8));
  agent.source.content = small_content(persons(100, "Brackwenth"));
  REQUIRE(agent.take_in());
  CHECK(agent.dispatch().figures.requests == 6);
}

TEST_CASE("outside the delivery hours nothing goes, and within them everything") {
  using namespace std::chrono_literals;
  DeliveringAgent agent(10, accept_all);  // it is nine o'clock
  agent.limits.hours = {22h, 6h};
  const auto closed = agent.dispatch();
  REQUIRE(closed.error.has_value());
  CHECK(closed.error->remedy == Remedy::wait);
  CHECK(closed.retry_after == 13h);
  CHECK(agent.server.seen().empty());
  agent.limits.hours = {6h, 22h};
  CHECK(agent.dispatch().figures.accepted == 10);
}

TEST_CASE("with nothing to deliver the delivery hours do not matter") {
  using namespace std::chrono_literals;
  DeliveringAgent agent(10, accept_all);
  REQUIRE(agent.dispatch().figures.accepted == 10);
  agent.limits.hours = {22h, 6h};  // it is nine o'clock
  CHECK_FALSE(agent.dispatch().error.has_value());
}

TEST_CASE("delivery hours run over midnight, and their ends are as one would think") {
  using namespace std::chrono_literals;
  constexpr HoursOfDay kNight{22h, 6h};
  CHECK_FALSE(kNight.opens_in(22h));
  CHECK_FALSE(kNight.opens_in(0h));
  CHECK_FALSE(kNight.opens_in(5h + 59min));
  CHECK(kNight.opens_in(6h) == 16h);
  CHECK(kNight.opens_in(21h + 59min) == 1min);
  constexpr HoursOfDay kDay{6h + 30min, 22h};
  CHECK(kDay.opens_in(6h) == 30min);
  CHECK(kDay.opens_in(22h) == 8h + 30min);
  CHECK_FALSE(HoursOfDay{}.opens_in(3h));
}

TEST_CASE("requests keep the pace that the endpoint allows") {
  DeliveringAgent agent(1000, accept_all);
  agent.limits.requests_a_minute = 30;
  const Instant begun = agent.clock.now();
  CHECK(agent.dispatch().figures.requests == 10);
  CHECK(agent.clock.now() - begun >= std::chrono::seconds(18));
  CHECK(agent.clock.now() - begun < std::chrono::seconds(20));
}

TEST_CASE("a clock that is set back does not hold up delivery") {
  using namespace std::chrono_literals;
  flow::Pace pace(60);
  const Instant noon{12h};
  CHECK(pace.wait(noon) == 0s);
  pace.went(noon);
  CHECK(pace.wait(noon) == 1s);
  CHECK(pace.wait(noon - 3h) == 0s);
  pace.went(noon - 3h);
  CHECK(pace.wait(noon - 3h) == 1s);
  CHECK(pace.wait(noon - 3h + 1s) == 0s);
}

TEST_CASE("the patience with an endpoint in trouble grows, has a ceiling and is never the same") {
  flow::Backoff backoff(7);
  std::set<std::chrono::milliseconds> seen;
  std::chrono::milliseconds ceiling = flow::Backoff::kFirst;
  for (int failure = 0; failure < 40; ++failure) {
    const auto rest = backoff.after_failure();
    CHECK(rest >= std::chrono::seconds(1));
    CHECK(rest <= ceiling);
    ceiling = std::min<std::chrono::milliseconds>(ceiling * 2, flow::Backoff::kMost);
    seen.insert(rest);
  }
  CHECK(seen.size() > 30);
  CHECK(backoff.after_failure(std::chrono::hours(2)) >= std::chrono::hours(2));
  CHECK(flow::Backoff(7).after_stop() >= flow::Backoff::kMost);
  backoff.after_success();
  CHECK(backoff.after_failure() <= flow::Backoff::kFirst);
}
