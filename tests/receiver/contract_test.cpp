#include "receiver/contract.h"

#include <catch2/catch.hpp>

#include "agent/signing/http_signature.h"
#include "tests/receiver/rehearsal.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

/// The contract with its state, and a token for each council.
struct ContractDesk {
  explicit ContractDesk(const std::string& more = "")
      : rehearsal(more),
        tokens(clock, rehearsal.settings().token_lifetime),
        rate(clock, rehearsal.settings().requests_a_minute),
        contract({rehearsal.settings(), clock, tokens, rate}),
        token(tokens.issue(rehearsal.settings().councils[0])),
        other_token(tokens.issue(rehearsal.settings().councils[1])) {}

  Examination examine(const Head& head, std::string_view body) {
    Examination found = contract.examine_head(head);
    if (!found.refusal && found.route == Route::children) {
      const Payload payload = contract.examine_body(head, body, found);
    }
    return found;
  }

  int status(const Head& head, std::string_view body = "[]") {
    const Examination found = examine(head, body);
    return found.refusal ? found.refusal->status : 200;
  }

  std::string refusal(std::string_view body) {
    const Examination found = examine(right_head(token), body);
    return found.refusal ? found.refusal->body : "";
  }

  HandClock clock;
  Rehearsal rehearsal;
  TokenDesk tokens;
  Rate rate;
  Contract contract;
  std::string token;
  std::string other_token;
};

}  // namespace

TEST_CASE("each breach of the contract has its status, and the checks run in their order") {
  ContractDesk desk;
  const auto head = [&](const Headers& others) { return right_head(desk.token, kPath, others); };
  CHECK(desk.status(head({})) == 200);
  CHECK(desk.status(head({{"authorization", "bearer " + desk.token}})) == 200);
  CHECK(desk.status(head({{"content-type", "application/json; charset=UTF-8"}})) == 200);
  CHECK(desk.status(right_head(desk.token, std::string(kPath) + "?x=1")) == 200);

  for (const char* path :
       {"/", "/children_social_care_data/846/children/", "/children_social_care_data/84/children",
        "/children_social_care_data/8x6/children", "/children_social_care_data/0846/children",
        "/x/children_social_care_data/846/children", "https://receiver.test/", ""}) {
    INFO(path);
    CHECK(desk.status(right_head("", path)) == 404);
  }
  for (const char* method : {"GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW", ""}) {
    Head wrong = right_head("");
    wrong.method = method;
    CHECK(desk.status(wrong) == 405);
  }
  CHECK(desk.status(head({{"authorization", ""}, {"supplierkey", ""}})) == 401);
  CHECK(desk.status(head({{"authorization", "Basic " + desk.token}})) == 401);
  CHECK(desk.status(right_head("unknown", kPath, {{"supplierkey", ""}})) == 401);
  CHECK(desk.status(head({{"supplierkey", ""}, {"content-type", ""}})) == 403);
  CHECK(desk.status(head({{"supplierkey", "another"}})) == 403);
  CHECK(desk.status(right_head(desk.other_token)) == 403);
  CHECK(desk.status(head({{"content-type", ""}}), "no JSON") == 415);
  CHECK(desk.status(head({{"content-type", "text/json"}})) == 415);
  CHECK(desk.status(head({{"content-type", "application/json; charset=latin1"}})) == 415);
  CHECK(desk.status(head({{"content-type", "application/json-patch"}})) == 415);
  CHECK(desk.status(head({{"content-encoding", "br"}})) == 415);
  CHECK(desk.status(head({{"content-encoding", "gzip, gzip"}})) == 415);
  CHECK(desk.status(head({{"content-encoding", "identity"}})) == 200);
  CHECK(desk.status(head({}), "no JSON") == 400);
  CHECK(desk.status(head({}), "{}") == 400);
  CHECK(desk.status(head({}), "[]trailing") == 400);
  CHECK(desk.status(head({}), "[{\"la_child_id\":\"\xff\"}]") == 400);
  CHECK(desk.status(head({}), children_json(100)) == 200);
  CHECK(desk.status(head({}), children_json(101)) == 413);
}

TEST_CASE("a refusal tells what to do in its headers") {
  ContractDesk desk;
  Head get = right_head("");
  get.method = "GET";
  CHECK(header_of(*desk.examine(get, "").refusal, "Allow") == "POST");
  CHECK(header_of(*desk.examine(right_head("", kPath, {{"authorization", ""}}), "").refusal,
                  "WWW-Authenticate") == "Bearer");
  CHECK(header_of(*desk.examine(right_head("x"), "").refusal, "WWW-Authenticate") ==
        R"(Bearer error="invalid_token")");
}

TEST_CASE("a base path stands before the published path, and nothing is at the path without it") {
  ContractDesk desk("base_path: /data-receiver/1/\n");
  CHECK(desk.status(right_head(desk.token, "/data-receiver/1" + std::string(kPath))) == 200);
  CHECK(desk.status(right_head(desk.token)) == 404);
}

TEST_CASE("a token ends with its time, and not before") {
  ContractDesk desk("token: {lifetime_seconds: 60}\n");
  desk.clock.turn(std::chrono::milliseconds(59'999));
  CHECK(desk.status(right_head(desk.token)) == 200);
  desk.clock.turn(std::chrono::milliseconds(1));
  CHECK(desk.status(right_head(desk.token)) == 401);
}

TEST_CASE("more requests than a minute allows have to wait as long as they are told") {
  ContractDesk desk("requests_a_minute: 2\n");
  CHECK(desk.status(right_head(desk.token)) == 200);
  desk.clock.turn(std::chrono::seconds(20));
  CHECK(desk.status(right_head(desk.token)) == 200);
  const auto refused = desk.examine(right_head(desk.token), "[]");
  REQUIRE(refused.refusal);
  CHECK(refused.refusal->status == 429);
  CHECK(header_of(*refused.refusal, "Retry-After") == "40");
  CHECK(desk.status(right_head(desk.token, kPath, {{"content-type", ""}})) == 415);
  desk.clock.turn(std::chrono::seconds(40));
  CHECK(desk.status(right_head(desk.token)) == 200);
  CHECK(desk.status(right_head(desk.token)) == 429);
}

TEST_CASE("one council's requests do not count as another's") {
  ContractDesk desk("requests_a_minute: 1\n");
  CHECK(desk.status(right_head(desk.token)) == 200);
  CHECK(desk.status(right_head(desk.token)) == 429);
  CHECK(desk.status(right_head(desk.other_token, "/children_social_care_data/202/children")) ==
        200);
}

TEST_CASE("every bad child is named by its place, with at most three breaches each") {
  ContractDesk desk;
  CHECK(desk.refusal(R"([
    {"la_child_id": "A1", "social_care_episodes": [
        {"social_care_episode_id": "E1", "closure_reason": "Brackwenth"}]},
    {"la_child_id": "A2"},
    {"child_details": {"sex": "Brackwenth", "ethnicity": 7, "postcode": "Brackwenth", "x": 1}},
    "Brackwenth"
  ])") ==
        "[0] social_care_episodes[0].closure_reason: It has 10 characters, 0 to 3 are allowed.\n"
        "[2] child_details.sex: It has 10 characters, 0 to 1 are allowed.\n"
        "[2] child_details.ethnicity: Text was expected.\n"
        "[2] child_details.postcode: It has 10 characters, 0 to 8 are allowed.\n"
        "[3] the child: An object was expected.\n");
}

TEST_CASE("a child that occurs twice in a request is refused at both places") {
  ContractDesk desk;
  CHECK(desk.refusal(R"([{"la_child_id":"A"},{"la_child_id":"B"},{"la_child_id":"A"}])") ==
        "[0] la_child_id: It is the same as that of [2].\n"
        "[2] la_child_id: It is the same as that of [0].\n");
}

TEST_CASE("a signed request is verified with the council's registered key") {
  ContractDesk desk;
  const std::string body = children_json(1);
  const Head head = right_head(desk.token);
  const auto signature = signature_headers(desk.rehearsal, head, body, desk.clock.now());
  const auto found = desk.examine(right_head(desk.token, kPath, signature), body);
  CHECK_FALSE(found.refusal);
  CHECK(found.signature == Signature::verified);
  CHECK(found.key_id == kKeyId);
  CHECK(desk.examine(head, body).signature == Signature::none);
}

TEST_CASE("a signature that does not fit is refused with the reason in one sentence") {
  ContractDesk desk;
  const std::string body = children_json(1);
  const auto made_at = desk.clock.now();
  const auto signature = signature_headers(desk.rehearsal, right_head(desk.token), body, made_at);
  const auto answer = [&](const Headers& others, std::string_view sent, const char* path = kPath) {
    Headers all = signature;
    all.insert(all.end(), others.begin(), others.end());
    const auto found = desk.examine(right_head(desk.token, path, all), sent);
    if (!found.refusal) return std::string("accepted");
    CHECK(found.refusal->status == 401);
    CHECK(found.signature == Signature::failed);
    return found.refusal->body;
  };
  const auto says = [](const char* text) { return Catch::Contains(text); };
  CHECK(answer({}, body) == "accepted");
  CHECK_THAT(answer({}, children_json(1, 1)),
             says("Content-Digest is not the SHA-256 of the body"));
  CHECK_THAT(answer({{"idempotency-key", "\"another\""}}, body),
             says("does not match the message"));
  CHECK_THAT(answer({{"host", "elsewhere.test"}}, body), says("does not match the message"));
  CHECK_THAT(answer({{"content-type", "application/json;charset=utf-8"}}, body),
             says("does not match the message"));
  CHECK_THAT(answer({}, body, "/children_social_care_data/846/children?x=1"),
             says("does not match the message"));
  CHECK_THAT(answer({{"idempotency-key", ""}}, body),
             says("a component that the message does not have"));
  CHECK_THAT(answer({{"signature", ""}}, body), says("The request is not signed"));
  CHECK_THAT(answer({{"signature-input", "garbage("}}, body), says("cannot be read"));
  desk.clock.turn(std::chrono::minutes(5));
  CHECK_THAT(answer({}, body), says("stale"));
  desk.clock.turn(std::chrono::minutes(-7));
  CHECK_THAT(answer({}, body), says("future"));
}

TEST_CASE("a signature does not count with another council's token") {
  ContractDesk desk;
  const std::string path = "/children_social_care_data/202/children";
  const Head head = right_head(desk.other_token, path);
  const auto signature = signature_headers(desk.rehearsal, head, "[]", desk.clock.now());
  CHECK(desk.status(right_head(desk.other_token, path, signature), "[]") == 401);
}

TEST_CASE("an unsigned request is refused where signatures are required") {
  ContractDesk desk("signatures: required\n");
  const auto found = desk.examine(right_head(desk.token), "[]");
  REQUIRE(found.refusal);
  CHECK(found.refusal->status == 401);
  CHECK(found.refusal->body ==
        "The request is not signed. Send Signature and Signature-Input (RFC 9421).\n");
}

TEST_CASE("a body that was damaged on its way is refused without a signature too") {
  ContractDesk desk;
  const auto with = [&](const std::string& digest) {
    return desk.status(right_head(desk.token, kPath, {{"content-digest", digest}}), "[]");
  };
  CHECK(with(signing::content_digest("[]")) == 200);
  CHECK(with(signing::content_digest("[ ]")) == 400);
  CHECK(with("sha-512=:AAAA:") == 400);
}

TEST_CASE("a body packed by gzip is read, and its digest is that of the packed bytes") {
  ContractDesk desk("signatures: required\n");
  const std::string packed = *gzip::Compressor().compress(children_json(3));
  const Head head = right_head(desk.token, kPath, {{"content-encoding", "gzip"}});
  Headers headers = signature_headers(desk.rehearsal, head, packed, desk.clock.now());
  headers.emplace_back("content-encoding", "GZIP");
  const auto found = desk.examine(right_head(desk.token, kPath, headers), packed);
  CHECK_FALSE(found.refusal);
  CHECK(found.plain == children_json(3));
  CHECK(desk.status(right_head(desk.token, kPath, headers), children_json(3)) == 401);
}

TEST_CASE("a packed body that is garbage is a 400, and a bomb is a 413") {
  ContractDesk desk("most_body_bytes: 100000\n");
  const Head head = right_head(desk.token, kPath, {{"content-encoding", "gzip"}});
  gzip::Compressor compressor;
  const std::string right = *compressor.compress(std::string(99'998, ' ') + "[]");
  CHECK(desk.status(head, right) == 200);
  CHECK(desk.status(head, *compressor.compress(std::string(99'999, ' ') + "[]")) == 413);
  CHECK(desk.status(head, *compressor.compress(std::string(90'000'000, ' '))) == 413);
  CHECK(desk.status(head, right + "x") == 400);
  CHECK(desk.status(head, right.substr(0, right.size() - 1)) == 400);
  CHECK(desk.status(head, "[]") == 400);
  CHECK(desk.status(head, "") == 400);
}
