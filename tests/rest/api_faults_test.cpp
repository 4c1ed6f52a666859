#include <atomic>

#include "tests/rest/made_up_api.h"

using namespace dataflow;

namespace {

constexpr char kPages[] = "kind: cursor, parameter: after, next: /next";

/// Three pages of two rows.
ScriptedReply good_page(const SeenRequest& seen) {
  const int page = number_in(seen.target, "after", 0);
  const std::string next = page < 2 ? std::to_string(page + 1) : "null";
  return json_page(page_of(page * 2, 2, ",\"next\":" + next));
}

/// The error of a read whose second page is this.
Error second_page(const ScriptedReply& reply) {
  const MadeUpApi api(
      [&](const SeenRequest& seen) {
        return number_in(seen.target, "after", 0) == 1 ? reply : good_page(seen);
      },
      kPages);
  return api.refusal();
}

ScriptedReply status(int status, std::vector<std::pair<std::string, std::string>> headers = {}) {
  const bool has_body = status != 204 && status != 304;
  return {status, has_body ? R"({"error":"child 1"})" : "", std::move(headers), false};
}

}  // namespace

TEST_CASE("what goes wrong in the middle is an error, which names the page and no value") {
  CHECK(second_page(status(500)).remedy == Remedy::wait);
  CHECK(contains(second_page(status(500)).where, "/api/children, page 2"));
  CHECK(second_page({200, page_of(2, 2), {}, false, 50}).remedy == Remedy::wait);
  CHECK(second_page({200, "", {}, true}).remedy == Remedy::wait);
  CHECK(second_page(json_page("<html>child 1</html>")).what == "The answer is no JSON.");
  CHECK(second_page(json_page(R"({"data":[{"id":2}])")).what == "The answer is no JSON.");
  CHECK(second_page(json_page(R"({"rows":[],"next":null})")).what ==
        "The answer has no list at '/data'.");
  CHECK(second_page(json_page(R"({"data":["child 1"],"next":null})")).remedy == Remedy::stop);
  CHECK(second_page(json_page(R"({"data":[{"name":"child 1"}],"next":null})")).what ==
        "A row has no key at '/id'.");
  CHECK(second_page(json_page(page_of(2, 2, R"(,"next":{"a":"child 1"})"))).remedy == Remedy::stop);
  CHECK(second_page(status(304)).remedy == Remedy::stop);
  CHECK(second_page(status(204)).remedy == Remedy::stop);
  CHECK(second_page(status(401)).remedy == Remedy::stop);
  CHECK(second_page(status(404)).remedy == Remedy::stop);
}

TEST_CASE("a redirect is refused and not followed") {
  const MadeUpApi api([](const SeenRequest&) {
    return status(302, {{"Location", "https://localhost/x"}});
  });
  CHECK(api.refusal().remedy == Remedy::stop);
  CHECK(api.endpoint.seen().size() == 1);
}

TEST_CASE("an API that asks for patience gets it") {
  for (const int busy : {429, 503}) {
    std::atomic<int> refusals = 3;
    const MadeUpApi api(
        [&](const SeenRequest& seen) {
          if (number_in(seen.target, "after", 0) == 1 && refusals-- > 0) {
            return status(busy, {{"Retry-After", "30"}});
          }
          return good_page(seen);
        },
        kPages);
    const auto before = api.clock->now();
    CHECK(api.rows_read() == 6);
    CHECK(api.clock->now() - before == std::chrono::seconds(90));
  }
}

TEST_CASE("patience has an end, and grows where the API does not say how much it wants") {
  for (const std::string wanted : {"121", "86400", "0", ""}) {
    const MadeUpApi api([&](const SeenRequest&) {
      return wanted.empty() ? status(429) : status(429, {{"Retry-After", wanted}});
    });
    const auto error = api.refusal();
    CHECK(error.remedy == Remedy::wait);
    CHECK(contains(error.hint, "left alone"));
    CHECK(api.endpoint.seen().size() <= 122);
    if (wanted.empty()) CHECK(api.endpoint.seen().size() == 7);
  }
}

TEST_CASE("a read that takes too long is ended") {
  MadeUpApi* itself = nullptr;
  MadeUpApi api(
      [&](const SeenRequest& seen) {
        itself->clock->turn(std::chrono::minutes(31));
        return good_page(seen);
      },
      kPages);
  itself = &api;
  CHECK(api.refusal().what == "The read takes longer than 3600 seconds.");
  api.options.values["most_seconds"] = "7200";
  CHECK(api.rows_read() == 6);
}

TEST_CASE("a page that is too large is an error, and so are pages that are too many") {
  MadeUpApi api([](const SeenRequest&) {
    return json_page(page_of(0, 1, ",\"x\":\"" + std::string(1'100'000, 'x') + "\""));
  });
  api.options.values["most_page_megabytes"] = "1";
  const auto error = api.refusal();
  CHECK(error.remedy == Remedy::stop);
  CHECK(contains(error.hint, "most_page_megabytes"));
  api.options.values["most_page_megabytes"] = "2";
  api.options.values["most_megabytes"] = "1";
  CHECK(api.refusal().what == "The API gave more than 1 MB.");
  api.options.values["most_megabytes"] = "2";
  CHECK(api.rows_read() == 1);
}

TEST_CASE("a key stands in its header, and a token in another") {
  MadeUpApi api(good_page, kPages);
  CHECK(api.rows_read() == 6);
  CHECK(api.endpoint.seen().back().headers.at("authorization") == "Bearer k3y");
  api.options.values["key_header"] = "X-Api-Key";
  CHECK(api.rows_read() == 6);
  CHECK(api.endpoint.seen().back().headers.at("x-api-key") == "k3y");
  CHECK(api.endpoint.seen().back().headers.count("authorization") == 0);
  api.options.values.erase("key_header");
  api.use_tokens();
  CHECK(api.rows_read() == 6);
  CHECK(api.endpoint.seen().back().headers.at("authorization") == "Bearer t1");
}

TEST_CASE("a token that ends in the middle is replaced once") {
  MadeUpApi api(
      [](const SeenRequest& seen) {
        const bool late = number_in(seen.target, "after", 0) > 0;
        const bool old = seen.headers.at("authorization") == "Bearer t1";
        return late && old ? status(401) : good_page(seen);
      },
      kPages);
  api.use_tokens();
  CHECK(api.rows_read() == 6);
  CHECK(api.endpoint.tokens_issued() == 2);

  MadeUpApi refusing([](const SeenRequest&) { return status(401); });
  refusing.use_tokens();
  CHECK(refusing.refusal().remedy == Remedy::stop);
  CHECK(refusing.endpoint.tokens_issued() == 2);
  CHECK(refusing.endpoint.seen().size() == 2);
}

TEST_CASE("a page that has not changed is not sent again") {
  std::atomic<int> unchanged = 0;
  std::atomic<int> version = 1;
  const MadeUpApi api(
      [&](const SeenRequest& seen) {
        const std::string tag = "\"" + std::to_string(version) + seen.target + "\"";
        const auto held = seen.headers.find("if-none-match");
        if (held != seen.headers.end() && held->second == tag) {
          ++unchanged;
          return ScriptedReply{304, "", {{"ETag", tag}}, false};
        }
        auto reply = good_page(seen);
        reply.headers = {{"ETag", tag}};
        return reply;
      },
      kPages);
  const auto source = api.open();
  for (int read = 0; read < 3; ++read) {
    KeptRows rows;
    REQUIRE(MadeUpApi::read(*source, rows));
    CHECK(rows.rows == 6);
    CHECK(unchanged == read * 3);
  }
  version = 2;
  KeptRows rows;
  REQUIRE(MadeUpApi::read(*source, rows));
  CHECK(unchanged == 6);
}

TEST_CASE("a server that is not trusted or not there is sent nothing") {
  MadeUpApi api(good_page, kPages);
  api.options.values["ca_file"] = "";
  CHECK(api.refusal().remedy == Remedy::stop);
  CHECK(api.endpoint.seen().empty());
  api.options.values["url"] = "https://localhost:1";
  CHECK(api.refusal().remedy == Remedy::wait);
}

TEST_CASE("a sink that wants no more ends the read") {
  const MadeUpApi api(good_page, kPages);
  KeptRows rows;
  rows.after_row = [] { return Result<void>(Error{Remedy::wait, "sink", "full", ""}); };
  const auto read = api.read(rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().what == "full");
  CHECK(api.endpoint.seen().size() == 1);
}
