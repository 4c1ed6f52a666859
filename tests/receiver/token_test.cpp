#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "receiver/form.h"
#include "receiver/token_endpoint.h"
#include "tests/receiver/rehearsal.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

struct Asked {
  int status;
  std::string error;
  std::string token;
};

Asked ask(const Rehearsal& rehearsal, TokenDesk& desk, const std::string& form,
          const std::string& type = "application/x-www-form-urlencoded") {
  const Head head{"POST", "/oauth2/v2.0/token", {{"content-type", type}}};
  const HandClock clock;
  AssertionDesk assertions(clock);
  const Answer answer = grant_token(head, form, {rehearsal.settings().councils, desk, assertions});
  const auto json = boost::json::parse(answer.body).as_object();
  const auto text = [&](const char* name) {
    return json.contains(name) ? std::string(json.at(name).as_string()) : std::string();
  };
  CHECK(answer.headers.front() == std::pair<std::string, std::string>("Cache-Control", "no-store"));
  return {answer.status, text("error"), text("access_token")};
}

}  // namespace

TEST_CASE("the right credentials get a token that is bound to the council") {
  const HandClock clock;
  const Rehearsal rehearsal;
  TokenDesk desk(clock, std::chrono::seconds(3600));
  const auto asked = ask(rehearsal, desk,
                         "client_id=client%2D846&client_secret=Planted-Secret-5512&scope=a+b"
                         "&grant_type=client_credentials");
  CHECK(asked.status == 200);
  CHECK(asked.token.size() == 43);
  REQUIRE(desk.holder(asked.token) != nullptr);
  CHECK(desk.holder(asked.token)->code == "846");
  CHECK(desk.holder(asked.token + "x") == nullptr);
  CHECK(desk.holder("") == nullptr);
}

TEST_CASE("a request for a token is refused as RFC 6749 says") {
  const HandClock clock;
  const Rehearsal rehearsal;
  TokenDesk desk(clock, std::chrono::seconds(3600));
  const auto refused = [&](const std::string& form) {
    const auto asked = ask(rehearsal, desk, form);
    return std::to_string(asked.status) + " " + asked.error;
  };
  const std::string grant = "grant_type=client_credentials";
  CHECK(refused(grant + "&client_id=client-846&client_secret=wrong") == "401 invalid_client");
  CHECK(refused(grant + "&client_id=nobody&client_secret=Planted-Secret-5512") ==
        "401 invalid_client");
  CHECK(refused(grant + "&client_id=client-846") == "400 invalid_request");
  CHECK(refused(grant + "&client_id=client-846&client_secret=") == "400 invalid_request");
  CHECK(refused(grant + "&" + grant) == "400 invalid_request");
  CHECK(refused("grant_type=password") == "400 unsupported_grant_type");
  CHECK(refused("") == "400 invalid_request");
  CHECK(refused("client_id=%zz") == "400 invalid_request");
  CHECK(ask(rehearsal, desk, grant, "application/json").error == "invalid_request");
}

TEST_CASE("tokens that have expired are forgotten when the next is issued") {
  HandClock clock;
  const Rehearsal rehearsal;
  TokenDesk desk(clock, std::chrono::seconds(10));
  const auto& council = rehearsal.settings().councils[0];
  const std::string first = desk.issue(council);
  clock.turn(std::chrono::seconds(10));
  const std::string second = desk.issue(council);
  clock.turn(std::chrono::seconds(-5));
  CHECK(desk.holder(first) == nullptr);
  CHECK(desk.holder(second) == &council);
}

TEST_CASE("a form is read with its escapes") {
  CHECK(read_form("a=1+2&b=%26%3d&&c")->at("b") == "&=");
  CHECK(read_form("a=1+2&b=%26%3d&&c")->at("a") == "1 2");
  CHECK(read_form("a=1+2&b=%26%3d&&c")->at("c").empty());
  CHECK(read_form("")->empty());
  for (const char* broken : {"a=%", "a=%2", "a=%2g", "a=%-1", "a=1&a=2"}) {
    INFO(broken);
    CHECK_FALSE(read_form(broken));
  }
}
