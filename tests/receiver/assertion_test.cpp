// Tokens for a signed assertion in the place of a secret (RFC 7523).

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "receiver/token_endpoint.h"
#include "tests/receiver/running_server.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

constexpr char kWithKeys[] =
    "  - code: \"330\"\n"
    "    client_id: client-330\n"
    "    supplier_key: {file: supplier-key}\n"
    "    assertion_keys: [{id: k1, file: council.pub}]\n";

struct AssertionCounter {
  AssertionCounter()
      : rehearsal(kWithKeys), tokens(clock, std::chrono::hours(1)), assertions(clock) {}

  /// An assertion for one token; the host and the client can be others than the right ones.
  [[nodiscard]] std::string assertion(const std::string& id,
                                      const std::string& host = "receiver.test",
                                      const std::string& client = "client-330") const {
    return *signing::make_assertion({client, "https://" + host + "/oauth2/v2.0/token", id,
                                     clock.now(), clock.now() + std::chrono::minutes(5)},
                                    rehearsal.key(), {"k1", std::nullopt});
  }

  [[nodiscard]] static std::string form(const std::string& assertion,
                                        const std::string& more = "") {
    return "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"
           "client-assertion-type%3Ajwt-bearer&client_assertion=" +
           assertion + more;
  }

  /// The status with the error, or with the code of the council that the token is for.
  std::string ask(const std::string& form) {
    const Head head{
        "POST",
        "/oauth2/v2.0/token",
        {{"host", "receiver.test"}, {"content-type", "application/x-www-form-urlencoded"}}};
    const Answer answer =
        grant_token(head, form, {rehearsal.settings().councils, tokens, assertions});
    const auto json = boost::json::parse(answer.body).as_object();
    if (answer.status != 200) {
      description = json.at("error_description").as_string();
      return fmt::format("{} {}", answer.status, std::string(json.at("error").as_string()));
    }
    const auto* council = tokens.holder(std::string(json.at("access_token").as_string()));
    return "200 " + (council ? council->code : "nobody");
  }

  HandClock clock;
  Rehearsal rehearsal;
  TokenDesk tokens;
  AssertionDesk assertions;
  std::string description;
};

}  // namespace

TEST_CASE("a signed assertion gets a token for the council whose key signed it") {
  AssertionCounter counter;
  CHECK(counter.ask(AssertionCounter::form(counter.assertion("1"))) == "200 330");
  CHECK(counter.ask(AssertionCounter::form(counter.assertion("2"), "&client_id=client-330")) ==
        "200 330");
}

TEST_CASE("an assertion is taken once, and its jti is free again when it has expired") {
  AssertionCounter counter;
  const std::string form = AssertionCounter::form(counter.assertion("1"));
  CHECK(counter.ask(form) == "200 330");
  CHECK(counter.ask(form) == "401 invalid_client");
  CHECK(counter.description ==
        "The assertion was used before. Make a new one, with another jti, for each token.");
  counter.clock.turn(std::chrono::minutes(5) - std::chrono::milliseconds(124));
  CHECK(counter.ask(form) == "401 invalid_client");
  CHECK_THAT(counter.description, Catch::StartsWith("The assertion was used before."));
  counter.clock.turn(std::chrono::milliseconds(1));
  CHECK(counter.ask(form) == "401 invalid_client");
  CHECK_THAT(counter.description, Catch::StartsWith("The assertion has expired."));
  CHECK(counter.ask(AssertionCounter::form(counter.assertion("1"))) == "200 330");
}

TEST_CASE("an assertion for another endpoint, of another client or with another key is refused") {
  AssertionCounter counter;
  const auto refused = [&](const std::string& form) {
    CHECK(counter.ask(form) == "401 invalid_client");
    return counter.description;
  };
  CHECK_THAT(refused(AssertionCounter::form(counter.assertion("1", "elsewhere.test"))),
             Catch::Contains("another audience"));
  CHECK_THAT(refused(AssertionCounter::form(counter.assertion("1"), "&client_id=client-846")),
             Catch::Contains("not the assertion's"));
  CHECK_THAT(refused(AssertionCounter::form(counter.assertion("1", "receiver.test", "client-999"))),
             Catch::Contains("is not known"));
  // The council 846 has a secret and no key for assertions: its signing key is no such key.
  CHECK_THAT(refused(AssertionCounter::form(counter.assertion("1", "receiver.test", "client-846"))),
             Catch::Contains("not signed with a key of the client"));
  CHECK_THAT(refused(AssertionCounter::form("garbage")), Catch::Contains("compact form"));
}

TEST_CASE("a request with half an assertion, or with a secret besides, is no request") {
  AssertionCounter counter;
  const std::string right = counter.assertion("1");
  CHECK(counter.ask("grant_type=client_credentials&client_assertion=" + right) ==
        "400 invalid_request");
  CHECK(counter.ask(AssertionCounter::form("")) == "400 invalid_request");
  CHECK(counter.ask("grant_type=client_credentials&client_assertion_type=saml2-bearer"
                    "&client_assertion=" +
                    right) == "400 invalid_request");
  CHECK(counter.ask(AssertionCounter::form(right, "&client_secret=x")) == "400 invalid_request");
  CHECK(counter.ask(AssertionCounter::form(right)) == "200 330");
}

TEST_CASE("a council without a secret gets no token for any") {
  AssertionCounter counter;
  for (const std::string secret : {"x", "Planted-Secret-5512", "%00"}) {
    CHECK(counter.ask("grant_type=client_credentials&client_id=client-330&client_secret=" +
                      secret) == "401 invalid_client");
  }
}

TEST_CASE("a token for an assertion opens the way for children, over the wire") {
  RunningServer server(kWithKeys);
  Client client = server.client();
  const Instant now = server.clock().now();
  const auto assertion =
      signing::make_assertion({"client-330", "https://" + client.host() + "/oauth2/v2.0/token", "1",
                               now, now + std::chrono::minutes(5)},
                              server.rehearsal().key(), {"k1", std::nullopt});
  const Reply reply = client.request("POST", "/oauth2/v2.0/token",
                                     {{"Content-Type", "application/x-www-form-urlencoded"}},
                                     AssertionCounter::form(*assertion));
  CHECK(reply.status == 200);
  const std::string token(boost::json::parse(reply.body).at("access_token").as_string());
  const std::string path = "/children_social_care_data/330/children";
  Head head = right_head(token, path, {{"host", client.host()}});
  CHECK(client.request("POST", path, head.headers, "[]").status == 204);
}
