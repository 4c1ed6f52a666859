#include <atomic>

#include "tests/http/line.h"
#include "tests/http/scripted_proxy.h"

using namespace dataflow;
using http::Reach;

TEST_CASE("a request that a proxy refuses was not sent, although a CONNECT was") {
  for (const int status : {403, 407, 502, 503}) {
    INFO(status);
    const Line line(ok);
    const ScriptedProxy proxy([&](const std::string&) { return status; });
    auto client = Line::open(line.by(proxy.url()));
    const auto exchange = line.post(client);
    CHECK_FALSE(exchange.response);
    CHECK(exchange.reach == Reach::not_sent);
    CHECK(exchange.proxy_status == status);
    CHECK(line.endpoint.seen().empty());
  }
}

TEST_CASE("without anybody to connect to nothing was sent, with a body or without") {
  std::string nobody;
  {
    nobody = ScriptedProxy([](const std::string&) { return 200; }).url();
  }
  const Line line(ok);
  for (const auto* body : {"[]", ""}) {
    auto client = Line::open(line.by(nobody));
    const auto exchange = line.post(client, body);
    CHECK(exchange.reach == Reach::not_sent);
    CHECK(exchange.proxy_status == 0);
    CHECK(exchange.error.remedy == Remedy::wait);
  }
}

TEST_CASE("an endpoint whose certificate is not trusted was sent nothing, with a body or without") {
  const Line line(ok);
  for (const auto* body : {"[]", ""}) {
    auto client = Line::open({});
    const auto exchange = line.post(client, body);
    CHECK(exchange.reach == Reach::not_sent);
    CHECK(exchange.error.remedy == Remedy::stop);
  }
}

TEST_CASE("a request that was read and not answered may have arrived, with a body or without") {
  const Line line([](const SeenRequest&) { return cut(); });
  for (const auto* body : {"[]", ""}) {
    auto client = Line::open(line.options());
    const auto exchange = line.post(client, body);
    CHECK_FALSE(exchange.response);
    CHECK(exchange.reach == Reach::unknown);
  }
}

// libcurl repeats a request by itself when the connection that it kept is closed without an answer:
// that the repeat came to nobody says nothing of the first attempt.
TEST_CASE("a body that was read once stays unknown when the repeat reaches nobody") {
  std::atomic<bool> first = true;
  std::atomic<bool> open = true;
  const Line line([&](const SeenRequest&) {
    if (first.exchange(false)) return reply(200);
    open = false;
    return cut();
  });
  const ScriptedProxy proxy([&](const std::string&) { return open ? 200 : 502; });
  auto client = Line::open(line.by(proxy.url()));
  REQUIRE(line.post(client).response);
  const auto exchange = line.post(client);
  CHECK_FALSE(exchange.response);
  CHECK(exchange.proxy_status == 502);
  CHECK(exchange.reach == Reach::unknown);
  CHECK(proxy.logins().size() == 2);
  CHECK(line.endpoint.seen().size() == 2);
}

TEST_CASE("a kept connection that died is replaced, and the whole body goes again") {
  std::atomic<int> requests = 0;
  const Line line([&](const SeenRequest&) { return ++requests == 2 ? cut() : reply(200); });
  auto client = Line::open(line.options());
  const std::string body(200'000, 'x');
  REQUIRE(line.post(client, body).response);
  const auto exchange = line.post(client, body);
  REQUIRE(exchange.response);
  CHECK(exchange.response->status == 200);
  for (const auto& seen : line.endpoint.seen()) CHECK(seen.body == body);
}

TEST_CASE("what a proxy answered once is not said of a later failure") {
  const Line line(ok);
  auto proxy = std::make_unique<ScriptedProxy>([](const std::string&) { return 502; });
  auto client = Line::open(line.by(proxy->url()));
  CHECK(line.post(client).proxy_status == 502);
  proxy.reset();
  CHECK(line.post(client).proxy_status == 0);
}
