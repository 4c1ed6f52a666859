#include <algorithm>
#include <set>
#include <utility>

#include "agent/ledger/replay.h"
#include "tests/flow/delivering_agent.h"
#include "tests/shown_result.h"

using namespace dataflow;

TEST_CASE("everybody is sent in envelopes of at most a hundred") {
  DeliveringAgent agent(250, accept_all);
  const auto end = agent.dispatch();
  CHECK_FALSE(end.error.has_value());
  CHECK(end.figures.requests == 3);
  CHECK(end.figures.accepted == 250);
  CHECK(agent.balance().accepted == 250);
  for (const auto& request : agent.server.seen()) {
    CHECK(boost::json::parse(request.body).as_array().size() <= 100);
  }
  CHECK(agent.dispatch().figures.requests == 0);
}

TEST_CASE("one bad child in a hundred that the endpoint names is set aside and the others go") {
  DeliveringAgent agent(100, [](const SeenRequest& request) {
    if (!holds_child(request, "X1042")) return accept_all(request);
    return ScriptedReply{400, "[42] surname: refused", {}, false};
  });
  const auto end = agent.dispatch();
  CHECK_FALSE(end.error.has_value());
  CHECK(end.figures.accepted == 99);
  CHECK(end.figures.set_aside == 1);
  CHECK(end.figures.requests == 2);
  CHECK(agent.balance().held == 1);
  CHECK(agent.balance().remainder() == 0);
}

TEST_CASE("thirty bad children in a hundred that the endpoint names do not hold up the others") {
  std::string faults;
  for (int i = 0; i < 30; ++i) faults += "[" + std::to_string(i) + "] surname: refused\n";
  DeliveringAgent agent(100, [&faults](const SeenRequest& request) {
    return holds_child(request, "X1000") ? ScriptedReply{400, faults, {}, false}
                                         : accept_all(request);
  });
  const auto end = agent.dispatch();
  CHECK_FALSE(end.error.has_value());
  CHECK(end.figures.accepted == 70);
  CHECK(end.figures.set_aside == 30);
}

TEST_CASE("an endpoint that refuses everybody is left alone after twenty children") {
  DeliveringAgent agent(100, [](const SeenRequest&) {
    return ScriptedReply{400, "malformed", {}, false};
  });
  const auto end = agent.dispatch();
  REQUIRE(end.error.has_value());
  CHECK(end.error->remedy == Remedy::stop);
  CHECK(end.figures.set_aside == 20);
}

TEST_CASE("one bad child in a hundred that the endpoint does not name is isolated in 14 requests") {
  for (int place = 0; place < 100; place += 9) {
    const std::string bad = "X" + std::to_string(1000 + place);
    INFO(bad);
    DeliveringAgent agent(100, [&bad](const SeenRequest& request) {
      if (!holds_child(request, bad)) return accept_all(request);
      return ScriptedReply{400, "malformed", {}, false};
    });
    const auto end = agent.dispatch();
    CHECK(end.figures.accepted == 99);
    CHECK(end.figures.set_aside == 1);
    CHECK(end.figures.requests <= 14);
  }
}

TEST_CASE("several bad children that the endpoint does not name are isolated as well") {
  const std::set<std::string> bad = {"X1000", "X1001", "X1050", "X1099"};
  DeliveringAgent agent(100, [&bad](const SeenRequest& request) {
    const auto is_bad = [&](const std::string& child) { return holds_child(request, child); };
    if (std::none_of(bad.begin(), bad.end(), is_bad)) return accept_all(request);
    return ScriptedReply{400, "malformed", {}, false};
  });
  const auto end = agent.dispatch();
  CHECK(end.figures.accepted == 96);
  CHECK(end.figures.set_aside == 4);
  CHECK(agent.balance().held == 4);
}

TEST_CASE("a child set aside goes again only when its content changes") {
  DeliveringAgent agent(3, [](const SeenRequest& request) {
    if (request.body.find("Brackwenth") == std::string::npos) return accept_all(request);
    return ScriptedReply{400, "malformed", {}, false};
  });
  CHECK(agent.dispatch().figures.set_aside == 3);
  const auto requests = agent.server.seen().size();
  CHECK(agent.take_in()->held == 3);
  CHECK(agent.dispatch().figures.requests == 0);
  CHECK(agent.server.seen().size() == requests);
  agent.source.content =
      small_content({"X1000|Mended|-", "X1001|Brackwenth|-", "X1002|Brackwenth|-"});
  CHECK(agent.take_in()->held == 2);
  CHECK(agent.dispatch().figures.accepted == 1);
  CHECK(agent.balance().accepted == 1);
  CHECK(agent.balance().remainder() == 0);
}

TEST_CASE("an endpoint that finds a request too large gets smaller ones") {
  DeliveringAgent agent(100, [](const SeenRequest& request) {
    const auto children = boost::json::parse(request.body).as_array().size();
    return children > 30 ? ScriptedReply{413, "", {}, false} : accept_all(request);
  });
  const auto end = agent.dispatch();
  CHECK(end.figures.accepted == 100);
  CHECK(end.figures.requests == 6);  // 100, 50, then four of 25
}

TEST_CASE("an endpoint in trouble ends the dispatch and everybody waits") {
  for (const int status : {429, 500, 503}) {
    DeliveringAgent agent(150, [status](const SeenRequest&) {
      return ScriptedReply{status, "", {{"Retry-After", "30"}}, false};
    });
    const auto end = agent.dispatch();
    REQUIRE(end.error.has_value());
    CHECK(end.error->remedy == Remedy::wait);
    CHECK(end.retry_after == std::chrono::seconds(30));
    CHECK(end.figures.requests == 1);
    CHECK(agent.balance().waiting == 150);
  }
}

TEST_CASE("receipts that do not match the children move nothing") {
  DeliveringAgent agent(5, [](const SeenRequest&) {
    return ScriptedReply{200, "[\"a\",\"b\"]", {}, false};
  });
  CHECK(agent.dispatch().error->remedy == Remedy::stop);
  CHECK(agent.balance().accepted == 0);
  CHECK(agent.balance().waiting == 5);
}

TEST_CASE("after a lost reply the next change purges what only the lost one had brought") {
  bool cut = true;
  DeliveringAgent agent(1, [&](const SeenRequest& request) {
    return std::exchange(cut, false) ? ScriptedReply{200, "", {}, true} : accept_all(request);
  });
  const std::string of_nobody = "E9|X9999|2026-01-01";  // so that the table is never empty
  agent.source.content = small_content({"X1000|Ann|-"}, {"E1|X1000|2026-01-01", of_nobody});
  REQUIRE(agent.take_in());
  CHECK(agent.dispatch().error.has_value());
  // The episode vanishes before the reply was ever seen: the endpoint may hold it all the same.
  agent.source.content = small_content({"X1000|Ann|-"}, {of_nobody});
  REQUIRE(agent.take_in());
  CHECK(agent.dispatch().figures.accepted == 1);
  CHECK(agent.server.seen().back().body ==
        R"([{"child_details":{"purge":false,"surname":"Ann"},"la_child_id":"X1000","purge":false,)"
        R"("social_care_episodes":[{"purge":true,"social_care_episode_id":"E1"}]}])");
  REQUIRE(agent.take_in());
  CHECK(agent.dispatch().figures.requests == 0);
}

TEST_CASE("the log of a dispatch holds no value of a child and no secret") {
  DeliveringAgent agent(3, [](const SeenRequest& request) {
    if (!holds_child(request, "X1001")) return accept_all(request);
    return ScriptedReply{400, "[0] X1001 Brackwenth is bad", {}, false};
  });
  static_cast<void>(agent.dispatch());
  CHECK_FALSE(agent.log.text().empty());
  for (const char* value : {"X1001", "Brackwenth", "hunter2", "supplier-key"}) {
    CHECK(agent.log.text().find(value) == std::string::npos);
  }
}

TEST_CASE("a nearly full disk stops delivery before a request is noted, and space lets it go on") {
  DeliveringAgent agent(3, accept_all);
  agent.limits.disk = {2'000'000'000, 1'000'000'000};
  const auto stopped = agent.try_dispatch();
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().remedy == Remedy::wait);
  CHECK(stopped.error().what.find("nothing is delivered") != std::string::npos);
  CHECK(agent.server.seen().empty());
  agent.limits.disk = {0, 0};
  CHECK(agent.dispatch().figures.accepted == 3);
}

TEST_CASE("whom the endpoint refused goes again when somebody asks for it") {
  bool refuses = true;
  DeliveringAgent agent(10, [&](const SeenRequest& request) {
    if (!refuses || !holds_child(request, "X1004")) return accept_all(request);
    return ScriptedReply{400, "[4] surname: refused", {}, false};
  });
  CHECK(agent.dispatch().figures.set_aside == 1);
  REQUIRE(agent.take_in());
  CHECK(agent.dispatch().figures.requests == 0);
  refuses = false;
  using Which = ledger::ReplayScope::Which;
  CHECK(*ledger::replay(agent.ledger, {Which::refused, ""}, {"Ada", "Mended."}, Instant()) == 1);
  REQUIRE(agent.take_in());
  CHECK(agent.dispatch().figures.accepted == 1);
  CHECK(agent.balance().accepted == 10);
}
