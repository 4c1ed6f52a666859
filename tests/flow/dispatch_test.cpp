#include "agent/flow/dispatch.h"

#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/flow/intake.h"
#include "agent/ledger/balance.h"
#include "agent/ledger/replay.h"
#include "tests/endpoint/scripted_endpoint.h"
#include "tests/flow/made_source.h"
#include "tests/ledger_key.h"
#include "tests/planted_log.h"
#include "tests/shown_result.h"

using namespace dataflow;

namespace {

std::vector<std::string> persons(int count) {
  std::vector<std::string> rows;
  for (int i = 0; i < count; ++i) rows.push_back("X" + std::to_string(1000 + i) + "|Brackwenth|-");
  return rows;
}

bool holds_child(const SeenRequest& request, const std::string& child) {
  return request.body.find("\"" + child + "\"") != std::string::npos;
}

/// An agent with a source of so many children, before a scripted endpoint.
class Agent {
 public:
  Agent(int children, ScriptedEndpoint::Script script)
      : source(small_content(persons(children))),
        server(folder_.path() / "tls", std::move(script)),
        ledger(*ledger::Ledger::open(folder_.path() / "agent.db", "846", made_up_key())),
        mapping_(kSmallMapping) {
    delivery::EndpointOptions options{
        server.url(),
        "846",
        {server.url() + "/token", "client", Secret("hunter2"), "scope"},
        Secret("supplier-key"),
        {server.ca_file(), std::chrono::seconds(20)},
        *signing::PrivateKey::generate(signing::Algorithm::ed25519),
        "council-846"};
    endpoint_ = std::move(*delivery::Endpoint::open(std::move(options), clock_));
    REQUIRE(take_in());
  }

  Result<ledger::RunFigures> take_in() {
    const BrakeLimits limits{.first_send = BrakeLimits::FirstSend::free};
    TRY_ASSIGN(const auto intake, flow::take_in({{source, mapping_.file(), mapping_.standard(),
                                                  no_rules_, corrections, clock_, log, progress_},
                                                 ledger,
                                                 limits,
                                                 1,
                                                 {0, 0},
                                                 {},
                                                 WindowRoll::keep}));
    CHECK_FALSE(intake.held());
    return intake.figures;
  }

  flow::DispatchEnd dispatch() {
    auto end = try_dispatch({0, 0});
    REQUIRE(end);
    return *end;
  }

  Result<flow::DispatchEnd> try_dispatch(const DiskLimits& disk) {
    return flow::dispatch(
        {ledger, *endpoint_, mapping_.standard(), council_, clock_, log, progress_, disk});
  }

  ledger::Balance balance() { return **ledger::balance_of(ledger); }

  MadeSource source;
  std::filesystem::path corrections;  // none
  PlantedLog log;

 private:
  TemporaryFolder folder_;

 public:
  ScriptedEndpoint server;
  ledger::Ledger ledger;

 private:
  mapping::SmallMapping mapping_;
  std::vector<standard::Rule> no_rules_;
  std::string council_ = "846";
  RehearsalClock clock_{*Day::parse("2026-06-01")};
  NoProgress progress_;
  std::unique_ptr<delivery::Endpoint> endpoint_;
};

}  // namespace

TEST_CASE("everybody is sent in envelopes of at most a hundred") {
  Agent agent(250, accept_all);
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
  Agent agent(100, [](const SeenRequest& request) {
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

TEST_CASE("one bad child in a hundred that the endpoint does not name is isolated in 14 requests") {
  for (int place = 0; place < 100; place += 9) {
    const std::string bad = "X" + std::to_string(1000 + place);
    INFO(bad);
    Agent agent(100, [&bad](const SeenRequest& request) {
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
  Agent agent(100, [&bad](const SeenRequest& request) {
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
  Agent agent(3, [](const SeenRequest& request) {
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
  Agent agent(100, [](const SeenRequest& request) {
    const auto children = boost::json::parse(request.body).as_array().size();
    return children > 30 ? ScriptedReply{413, "", {}, false} : accept_all(request);
  });
  const auto end = agent.dispatch();
  CHECK(end.figures.accepted == 100);
  CHECK(end.figures.requests == 6);  // 100, 50, then four of 25
}

TEST_CASE("an endpoint in trouble ends the dispatch and everybody waits") {
  for (const int status : {429, 500, 503}) {
    Agent agent(150, [status](const SeenRequest&) {
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
  Agent agent(5, [](const SeenRequest&) { return ScriptedReply{200, "[\"a\",\"b\"]", {}, false}; });
  CHECK(agent.dispatch().error->remedy == Remedy::stop);
  CHECK(agent.balance().accepted == 0);
  CHECK(agent.balance().waiting == 5);
}

TEST_CASE("after a lost reply the next change purges what only the lost one had brought") {
  int cuts = 2;  // libcurl tries once more by itself on a connection that was open before
  Agent agent(1, [&](const SeenRequest& request) {
    return cuts-- > 0 ? ScriptedReply{200, "", {}, true} : accept_all(request);
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
  Agent agent(3, [](const SeenRequest& request) {
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
  Agent agent(3, accept_all);
  const auto stopped = agent.try_dispatch({2'000'000'000, 1'000'000'000});
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().remedy == Remedy::wait);
  CHECK(stopped.error().what.find("nothing is delivered") != std::string::npos);
  CHECK(agent.server.seen().empty());
  CHECK(agent.dispatch().figures.accepted == 3);
}

TEST_CASE("whom the endpoint refused goes again when somebody asks for it") {
  bool refuses = true;
  Agent agent(10, [&](const SeenRequest& request) {
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
