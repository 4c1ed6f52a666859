#include "agent/http/percent.h"
#include "tests/http/line.h"

using namespace dataflow;
using http::Stage;

TEST_CASE("a GET and a POST take turns on one connection") {
  const Line line([](const SeenRequest& seen) {
    return ScriptedReply{200, seen.method + " " + seen.body, {}, false};
  });
  auto client = Line::open(line.options());
  for (int turn = 0; turn < 2; ++turn) {
    const auto got = client.get({line.endpoint.url() + "/x?a=b", {{"Accept", "*/*"}}, ""});
    REQUIRE(got.response);
    CHECK(got.response->body == "GET ");
    const auto posted = line.post(client, "[1]");
    REQUIRE(posted.response);
    CHECK(posted.response->body == "POST [1]");
  }
  CHECK(line.endpoint.seen().front().target == "/x?a=b");
}

TEST_CASE("a response as large as the options allow is whole, and a larger one is an error") {
  const Line line([](const SeenRequest& seen) {
    return ScriptedReply{200, std::string(seen.target == "/large" ? 100'001 : 100'000, 'x'), {}};
  });
  auto options = line.options();
  options.most_response_bytes = 100'000;
  auto client = Line::open(options);
  const auto whole = client.get({line.endpoint.url() + "/x", {}, ""});
  REQUIRE(whole.response);
  CHECK(whole.response->body.size() == 100'000);
  const auto large = client.get({line.endpoint.url() + "/large", {}, ""});
  CHECK_FALSE(large.response);
  CHECK(large.stage == Stage::size);
}

TEST_CASE("a response that ends before its length is none") {
  const Line line([](const SeenRequest&) { return ScriptedReply{200, "[1,", {}, false, 10}; });
  auto client = Line::open(line.options());
  const auto cut_off = client.get({line.endpoint.url() + "/x", {}, ""});
  CHECK_FALSE(cut_off.response);
  CHECK(cut_off.error.remedy == Remedy::wait);
}

TEST_CASE("of several Link headers none is lost") {
  const Line line([](const SeenRequest&) {
    return ScriptedReply{200, "", {{"Link", "<a>; rel=prev"}, {"Link", "<b>; rel=next"}}};
  });
  auto client = Line::open(line.options());
  const auto got = client.get({line.endpoint.url() + "/x", {}, ""});
  REQUIRE(got.response);
  CHECK(got.response->headers.at("link") == "<a>; rel=prev, <b>; rel=next");
}

TEST_CASE("a text in a query is encoded") {
  CHECK(http::percent_encoded("aZ9-._~") == "aZ9-._~");
  CHECK(http::percent_encoded("a b&c=é+/") == "a%20b%26c%3D%C3%A9%2B%2F");
}
