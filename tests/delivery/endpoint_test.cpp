#include <catch2/catch.hpp>

#include "agent/delivery/envelope.h"
#include "agent/delivery/line.h"
#include "tests/endpoint/profiles.h"
#include "tests/endpoint/scripted_endpoint.h"
#include "tests/hand_clock.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::delivery;

namespace {

/// A line to a scripted endpoint.
class Wire {
 public:
  explicit Wire(ScriptedEndpoint::Script script, Profile profile = dfe_profile())
      : profile_(std::move(profile)), server(folder_.path() / "tls", std::move(script)) {
    endpoint_ = std::move(*Endpoint::open(options(), clock));
    line_.emplace(std::move(*Line::open(*endpoint_)));
  }

  Answer deliver(std::size_t children = 3) {
    std::vector<Change> changes(children);
    std::vector<const Change*> sealed;
    for (std::size_t i = 0; i < children; ++i) {
      changes[i].body = R"({"la_child_id":"X)" + std::to_string(i) + "\"}";
      changes[i].digest = sha256(changes[i].body);
      sealed.push_back(&changes[i]);
    }
    const Envelope envelope = *endpoint_->seal(sealed, "dfe-csc/1.0.1");
    const auto signature = endpoint_->sign(envelope);
    REQUIRE(signature);
    return line_->deliver(envelope, *signature);
  }

  Access probe() { return line_->probe(); }

  EndpointOptions options() {
    return {server.url() + "/receiver/1",
            "846",
            profile_,
            {server.url() + "/token", "client", Secret("hunter2"), "scope", {}},
            Secret("supplier-key"),
            {server.ca_file(), std::chrono::seconds(20)},
            {key_, "council-846"},
            {},
            {}};
  }

 private:
  TemporaryFolder folder_;
  Profile profile_;
  signing::PrivateKey key_ = *signing::PrivateKey::generate(signing::Algorithm::ed25519);

 public:
  HandClock clock;
  ScriptedEndpoint server;

 private:
  std::unique_ptr<Endpoint> endpoint_;
  std::optional<Line> line_;
};

auto always(int status, std::string body = "",
            std::vector<std::pair<std::string, std::string>> headers = {}) {
  return [=](const SeenRequest&) { return ScriptedReply{status, body, headers, false}; };
}

}  // namespace

TEST_CASE("a request carries what the contract asks for, and a signature that verifies") {
  Wire line(accept_all);
  const auto answer = line.deliver();
  CHECK(answer.verdict == Verdict::accepted);
  CHECK(answer.receipts.size() == 3);
  CHECK(answer.request_id == "request");
  const auto seen = line.server.seen().at(0);
  CHECK(seen.target == "/receiver/1/children_social_care_data/846/children");
  CHECK(seen.body == R"([{"la_child_id":"X0"},{"la_child_id":"X1"},{"la_child_id":"X2"}])");
  CHECK(seen.headers.at("authorization") == "Bearer t1");
  CHECK(seen.headers.at("supplierkey") == "supplier-key");
  CHECK(seen.headers.at("content-type") == "application/json");
  CHECK(seen.headers.at("content-digest") == signing::content_digest(seen.body));
  const auto value_of = [&](std::string_view name) -> std::optional<std::string> {
    if (name == "@method") return "POST";
    if (name == "@target-uri") return line.server.url() + seen.target;
    return seen.headers.at(std::string(name));
  };
  const auto find_key = [&](std::string_view) {
    return std::optional(line.options().signing_key.key.public_key());
  };
  CHECK(signing::verify(
      {seen.headers.at("signature-input"), seen.headers.at("signature")},
      {{"@method", "@target-uri", "content-digest", "content-type", "idempotency-key"},
       line.clock.now(),
       std::chrono::minutes(5),
       std::chrono::minutes(1)},
      value_of, find_key));
}

TEST_CASE("the same content has the same idempotency key, other content another") {
  Wire line(accept_all);
  static_cast<void>(line.deliver(2));
  static_cast<void>(line.deliver(2));
  static_cast<void>(line.deliver(3));
  const auto seen = line.server.seen();
  const auto key = [&](std::size_t i) { return seen.at(i).headers.at("idempotency-key"); };
  CHECK(key(0) == key(1));
  CHECK(key(0) != key(2));
}

TEST_CASE("each answer means what docs/delivery.md says") {
  struct Case {
    int status;
    const char* body;
    Verdict verdict;
    Remedy remedy;
  };
  const Case cases[] = {
      {200, "[\"a\"]", Verdict::unknown, Remedy::stop},
      {200, "not json", Verdict::unknown, Remedy::stop},
      {200, "[\"a\",\"b\",7]", Verdict::unknown, Remedy::stop},
      {204, "", Verdict::unknown, Remedy::stop},
      {301, "", Verdict::unknown, Remedy::stop},
      {303, "", Verdict::unknown, Remedy::stop},
      {400, "", Verdict::refused, Remedy::set_aside},
      {400, "[1] surname: too long", Verdict::refused_some, Remedy::set_aside},
      {400, "[9] is no child of this request", Verdict::refused, Remedy::set_aside},
      {403, "", Verdict::forbidden, Remedy::stop},
      {404, "", Verdict::not_taken, Remedy::stop},
      {408, "", Verdict::unknown, Remedy::wait},
      {409, "", Verdict::not_taken, Remedy::wait},
      {413, "", Verdict::too_many, Remedy::set_aside},
      {422, "[0]", Verdict::refused_some, Remedy::set_aside},
      {429, "", Verdict::not_taken, Remedy::wait},
      {500, "", Verdict::unknown, Remedy::wait},
      {503, "", Verdict::unknown, Remedy::wait},
      {418, "", Verdict::unknown, Remedy::stop},
  };
  for (const auto& [status, body, verdict, remedy] : cases) {
    INFO(status << " " << body);
    Wire line(always(status, body));
    const auto answer = line.deliver();
    CHECK(answer.verdict == verdict);
    CHECK(answer.error.remedy == remedy);
    CHECK(answer.status == status);
  }
}

TEST_CASE("a single receipt counts for every child of the request") {
  Wire line(always(200, "\"0b1f0e9c-6f5e-4a7e-9a51-2f6f0c7d4f10\""));
  const auto answer = line.deliver(3);
  CHECK(answer.verdict == Verdict::accepted);
  CHECK(answer.receipts.size() == 3);
}

TEST_CASE("the children that a refusal names are read, items of documents are not") {
  Wire line(always(400, "[2] social_care_episodes[0].closure_reason: bad\n[0] surname: bad"));
  CHECK(line.deliver().refused == std::vector<std::size_t>{0, 2});
}

TEST_CASE("a token is fetched once, renewed before it ends, and anew after a 401") {
  int refusals = 0;
  Wire line([&](const SeenRequest& request) {
    if (refusals > 0) {
      --refusals;
      return ScriptedReply{401, "", {}, false};
    }
    return accept_all(request);
  });
  static_cast<void>(line.deliver());
  static_cast<void>(line.deliver());
  CHECK(line.server.tokens_issued() == 1);
  line.clock.turn(std::chrono::minutes(59));
  CHECK(line.deliver().verdict == Verdict::accepted);
  CHECK(line.server.tokens_issued() == 2);
  refusals = 1;
  CHECK(line.deliver().verdict == Verdict::accepted);
  CHECK(line.server.tokens_issued() == 3);
  refusals = 2;
  const auto refused = line.deliver();
  CHECK(refused.verdict == Verdict::not_taken);
  CHECK(refused.error.remedy == Remedy::stop);
}

TEST_CASE(
    "what was sent and answered by 401 is not told of as never sent, when no new token comes") {
  Wire line([](const SeenRequest&) {
    return ScriptedReply{401, "", {{"x-request-id", "r-17"}}, false};
  });
  CHECK(line.deliver().status == 401);
  line.server.issue_no_tokens();
  const auto sent = line.deliver();
  CHECK(sent.verdict == Verdict::not_taken);
  CHECK(sent.status == 401);
  CHECK(sent.request_id == "r-17");
  CHECK(sent.error.remedy == Remedy::wait);
  const auto never_sent = line.deliver();
  CHECK(never_sent.verdict == Verdict::not_taken);
  CHECK(never_sent.status == 0);
}

TEST_CASE("a reply that is cut leaves the outcome unknown") {
  Wire line([](const SeenRequest&) { return ScriptedReply{200, "", {}, true}; });
  const auto answer = line.deliver();
  CHECK(answer.verdict == Verdict::unknown);
  CHECK(answer.error.remedy == Remedy::wait);
}

TEST_CASE("patience that the endpoint asks for is passed on, in both forms") {
  const auto asked = [](const std::string& value, const std::string& date = "") {
    std::vector<std::pair<std::string, std::string>> headers{{"Retry-After", value}};
    if (!date.empty()) headers.emplace_back("Date", date);
    Wire line(always(429, "", headers));
    return line.deliver().retry_after;
  };
  CHECK(asked("17") == std::chrono::seconds(17));
  // The server's clock says how long it is until its date; ours where it does not tell the time.
  CHECK(asked("Mon, 01 Jun 2026 06:30:17 GMT", "Mon, 01 Jun 2026 06:30:00 GMT") ==
        std::chrono::seconds(17));
  CHECK(asked("Mon, 01 Jun 2026 00:01:00 GMT") == std::chrono::seconds(60));
  CHECK(asked("Mon, 01 Jun 2020 06:30:17 GMT") == std::chrono::seconds(0));
  CHECK(asked("99999999999999999999") == std::chrono::hours(24));
  for (const char* nonsense : {"soon", "-1", "1.5", ""}) {
    INFO(nonsense);
    CHECK_FALSE(asked(nonsense).has_value());
  }
}

TEST_CASE("an empty list tells whether access is open, and holds nobody") {
  Wire open(always(204));
  CHECK(open.probe() == Access::open);
  CHECK(open.server.seen().at(0).body == "[]");
  Wire looked_at_it(always(400));
  CHECK(looked_at_it.probe() == Access::open);
  Wire closed(always(403));
  CHECK(closed.probe() == Access::closed);
  Wire in_trouble(always(503));
  CHECK(in_trouble.probe() == Access::unsure);
}

TEST_CASE("without a connection nothing was sent") {
  auto line = std::make_unique<Wire>(accept_all);
  auto options = line->options();
  HandClock clock;
  line.reset();  // nobody listens on that port any more, and the CA file is gone with the folder
  options.client.ca_file.clear();
  const auto endpoint = Endpoint::open(std::move(options), clock);
  REQUIRE(endpoint);
  auto nobody = Line::open(**endpoint);
  REQUIRE(nobody);
  const Envelope envelope = seal_nobody();
  const auto answer = nobody->deliver(envelope, *(*endpoint)->sign(envelope));
  CHECK(answer.verdict == Verdict::not_taken);
  CHECK(answer.status == 0);
  CHECK(answer.error.remedy == Remedy::wait);
}

TEST_CASE("no error holds a secret") {
  Wire line(always(403, "hunter2 supplier-key"));
  const std::string text = describe(line.deliver().error);
  CHECK(text.find("hunter2") == std::string::npos);
  CHECK(text.find("supplier-key") == std::string::npos);
}
