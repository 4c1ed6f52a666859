// A signed request that arrives late, or again, never takes a child back to an older state.

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "receiver/endpoint.h"
#include "receiver/reports.h"
#include "receiver/store_file.h"
#include "tests/receiver/rehearsal.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

struct Request {
  Head head;
  std::string body;
};

struct ReplayDesk {
  ReplayDesk()
      : store(std::move(
            *Store::open(rehearsal.settings().store, rehearsal.settings().standard->document()))),
        endpoint(rehearsal.settings(), *store, clock, log) {
    const Head head{
        "POST", "/oauth2/v2.0/token", {{"content-type", "application/x-www-form-urlencoded"}}};
    const Answer answer =
        send({head, std::string("grant_type=client_credentials&client_id=client-846") +
                        "&client_secret=" + kSecret});
    token = boost::json::parse(answer.body).at("access_token").as_string();
  }

  /// A request that is signed now, whenever it arrives.
  Request sign(const std::string& body) {
    const Headers headers = signature_headers(rehearsal, right_head(token), body, clock.now());
    return {right_head(token, kPath, headers), body};
  }

  Answer send(const Request& request) {
    auto exchange = endpoint.begin(request.head);
    return endpoint.finish(exchange, request.body);
  }

  [[nodiscard]] std::string documents() const {
    std::string all;
    const auto database = open_store_to_read(rehearsal.settings().store);
    REQUIRE(each_document(*database, "846", [&](auto document) { all += document; }));
    return all;
  }

  /// The effects of all requests as "status applied repeats", one a line.
  [[nodiscard]] std::string deliveries() const {
    std::string all;
    const auto database = open_store_to_read(rehearsal.settings().store);
    REQUIRE(each_delivery(*database, [&](const DeliveryRow& row) {
      all += std::to_string(row.status) + " " + std::to_string(row.applied) + " " +
             std::to_string(row.repeats) + "\n";
    }));
    return all;
  }

  HandClock clock;
  KeptLog log;
  Rehearsal rehearsal;
  std::unique_ptr<Store> store;
  Endpoint endpoint;
  std::string token;
};

constexpr char kOld[] = R"([{"la_child_id":"A","mis_child_id":"1"}])";
constexpr char kNew[] = R"([{"la_child_id":"A","mis_child_id":"2"}])";
constexpr char kNewState[] = R"({"la_child_id":"A","mis_child_id":"2"})";

}  // namespace

TEST_CASE("a request that was held up on its way does not undo a later one") {
  ReplayDesk desk;
  const Request late = desk.sign(kOld);
  desk.clock.turn(std::chrono::seconds(1));
  CHECK(desk.send(desk.sign(kNew)).status == 200);
  const Answer refused = desk.send(late);
  CHECK(refused.status == 409);
  CHECK(refused.body == "[0] A request that was signed later has been accepted for this child.\n");
  CHECK(desk.documents() == kNewState);
  CHECK(desk.deliveries() == "200 1 0\n409 0 0\n");
}

TEST_CASE("a request that somebody sends again does not bring back what it said") {
  ReplayDesk desk;
  const Request first = desk.sign(kOld);
  CHECK(desk.send(first).status == 200);
  desk.clock.turn(std::chrono::minutes(4));
  CHECK(desk.send(desk.sign(kNew)).status == 200);
  CHECK(desk.send(first).status == 409);
  CHECK(desk.documents() == kNewState);
}

TEST_CASE("a repeat of the very same request stays a 200 without effect") {
  ReplayDesk desk;
  const Request request = desk.sign(kNew);
  CHECK(desk.send(request).status == 200);
  desk.clock.turn(std::chrono::minutes(4));
  CHECK(desk.send(request).status == 200);
  CHECK(desk.documents() == kNewState);
  CHECK(desk.deliveries() == "200 1 0\n200 0 1\n");
}

TEST_CASE("what was signed before the latest repeat of a state is outdated as well") {
  ReplayDesk desk;
  CHECK(desk.send(desk.sign(kNew)).status == 200);
  desk.clock.turn(std::chrono::seconds(1));
  const Request late = desk.sign(kOld);
  desk.clock.turn(std::chrono::seconds(1));
  CHECK(desk.send(desk.sign(kNew)).status == 200);
  CHECK(desk.send(late).status == 409);
}

TEST_CASE("one outdated child keeps the others of its request from being stored") {
  ReplayDesk desk;
  const Request late = desk.sign(
      R"([{"la_child_id":"B"},{"la_child_id":"A","mis_child_id":"1"},{"la_child_id":"C"}])");
  desk.clock.turn(std::chrono::seconds(1));
  CHECK(desk.send(desk.sign(kNew)).status == 200);
  CHECK_THAT(desk.send(late).body, Catch::StartsWith("[1] "));
  CHECK(desk.documents() == kNewState);
  CHECK(desk.send(desk.sign(late.body)).status == 200);
}

TEST_CASE("a purge is not undone by what was signed before it") {
  ReplayDesk desk;
  const Request late = desk.sign(kOld);
  desk.clock.turn(std::chrono::seconds(1));
  CHECK(desk.send(desk.sign(R"([{"la_child_id":"A","purge":true}])")).status == 200);
  CHECK(desk.send(late).status == 409);
  CHECK(desk.documents().empty());
}

TEST_CASE("the order of signatures is known after a restart") {
  ReplayDesk desk;
  const Request late = desk.sign(kOld);
  desk.clock.turn(std::chrono::seconds(1));
  CHECK(desk.send(desk.sign(kNew)).status == 200);
  const auto store =
      Store::open(desk.rehearsal.settings().store, desk.rehearsal.settings().standard->document());
  Endpoint other(desk.rehearsal.settings(), **store, desk.clock, desk.log);
  Request token{
      {"POST", "/oauth2/v2.0/token", {{"content-type", "application/x-www-form-urlencoded"}}},
      std::string("grant_type=client_credentials&client_id=client-846&client_secret=") + kSecret};
  auto asked = other.begin(token.head);
  const auto json = boost::json::parse(other.finish(asked, token.body).body);
  Head head = late.head;
  for (auto& [name, value] : head.headers) {
    if (name == "authorization") {
      value = "Bearer " + std::string(json.at("access_token").as_string());
    }
  }
  auto exchange = other.begin(head);
  CHECK(other.finish(exchange, late.body).status == 409);
}

TEST_CASE("requests without a signature are taken in the order in which they arrive") {
  ReplayDesk desk;
  CHECK(desk.send(desk.sign(kNew)).status == 200);
  CHECK(desk.send({right_head(desk.token), kOld}).status == 200);
  CHECK(desk.documents() == R"({"la_child_id":"A","mis_child_id":"1"})");
  CHECK(desk.send(desk.sign(kNew)).status == 200);
}
