#include <algorithm>
#include <atomic>
#include <cstdlib>

#include "tests/http/line.h"
#include "tests/http/scripted_proxy.h"

using namespace dataflow;
using http::ProxyMethod;

namespace {

using Words = std::vector<std::string>;

/// The methods in the order they were tried; one that needs several messages counts once.
Words methods(const ScriptedProxy& proxy) {
  Words words = proxy.logins();
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

bool is_basic(const std::string& login) {
  return login.starts_with("Basic ");
}

}  // namespace

TEST_CASE("each method is tried alone, in the order given, and the one that worked is kept") {
  std::atomic<int> requests = 0;
  const Line line([&](const SeenRequest&) { return ++requests == 2 ? cut() : reply(200); });
  const ScriptedProxy proxy([](const std::string& login) { return is_basic(login) ? 200 : 407; });
  auto client = Line::open(line.by(proxy.url(), {ProxyMethod::ntlm, ProxyMethod::basic}));
  CHECK(line.post(client).response);
  CHECK(methods(proxy) == Words{"NTLM", "Basic"});
  const std::size_t before = proxy.logins().size();
  CHECK(line.post(client).response);  // the kept connection was cut, so there is another CONNECT
  CHECK(methods(proxy) == Words{"NTLM", "Basic"});
  CHECK(proxy.logins().size() == before + 1);
}

TEST_CASE("a password goes to a proxy as it is only where basic is named") {
  const Line line(ok);
  const ScriptedProxy proxy([](const std::string&) { return 407; });
  auto client = Line::open(line.by(proxy.url(), {ProxyMethod::negotiate, ProxyMethod::ntlm}));
  CHECK_FALSE(line.post(client).response);
  for (const auto& login : proxy.logins()) CHECK(login != "Basic");
}

TEST_CASE("when no method is taken, the next request begins with the first again") {
  const Line line(ok);
  std::atomic<bool> content = false;
  const ScriptedProxy proxy([&](const std::string&) { return content ? 200 : 407; });
  auto client = Line::open(line.by(proxy.url(), {ProxyMethod::basic}));
  CHECK(line.post(client).proxy_status == 407);
  content = true;
  CHECK(line.post(client).response);
}

TEST_CASE("each refusal of a proxy says what council IT can do, and holds no secret") {
  struct Case {
    int status;
    Remedy remedy;
    const char* what;
  };
  const Case cases[] = {
      {403, Remedy::stop, "The proxy does not allow connections to this address (403)."},
      {407, Remedy::stop, "The proxy asks who this is (407), and it took none of: ntlm, basic."},
      {502, Remedy::wait, "The proxy cannot reach this address (502)."},
      {504, Remedy::wait, "The proxy cannot reach this address (504)."},
      {405, Remedy::stop, "The proxy refuses to connect (405)."},
  };
  for (const auto& [status, remedy, what] : cases) {
    const Line line(ok);
    const ScriptedProxy proxy([&, answer = status](const std::string&) { return answer; });
    auto client = Line::open(line.by(proxy.url(), {ProxyMethod::ntlm, ProxyMethod::basic}));
    const auto error = line.post(client).error;
    CHECK(error.remedy == remedy);
    CHECK(error.what == std::string(what) + " Nothing was sent.");
    CHECK_FALSE(error.hint.empty());
    CHECK(describe(error).find("pa55word") == std::string::npos);
    CHECK(describe(error).find("council:") == std::string::npos);
  }
}

TEST_CASE("the environment names the proxy unless the settings do, and none means none") {
  const Line line(ok);
  const ScriptedProxy proxy([](const std::string&) { return 200; });
  setenv("https_proxy", proxy.url().c_str(), 1);
  auto options = line.options();
  CHECK(line.post_once(options).response);
  CHECK(proxy.logins().size() == 1);
  options.proxy.use = http::Proxy::Use::none;
  CHECK(line.post_once(options).response);
  CHECK(proxy.logins().size() == 1);
  unsetenv("https_proxy");
}

TEST_CASE("a host under no_proxy is reached without the proxy") {
  const Line line(ok);
  const ScriptedProxy proxy([](const std::string&) { return 502; });
  auto options = line.by(proxy.url());
  options.proxy.no_proxy = {"elsewhere.example", "localhost"};
  auto client = Line::open(options);
  CHECK(line.post(client).response);
  CHECK(proxy.logins().empty());
}

TEST_CASE("what a proxy answers to a CONNECT is no header of the response") {
  const Line line([](const SeenRequest&) {
    return ScriptedReply{200, "", {{"x-request-id", "7"}}, false};
  });
  const ScriptedProxy proxy([](const std::string& login) { return is_basic(login) ? 200 : 407; });
  auto client = Line::open(line.by(proxy.url(), {ProxyMethod::ntlm, ProxyMethod::basic}));
  const auto exchange = line.post(client);
  REQUIRE(exchange.response);
  CHECK(exchange.response->headers.at("x-request-id") == "7");
  CHECK(exchange.response->headers.count("proxy-authenticate") == 0);
}
