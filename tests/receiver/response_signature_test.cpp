#include "receiver/response_signature.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/core/canonical_json.h"
#include "receiver/fault_file.h"
#include "tests/receiver/running_server.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

constexpr char kSigned[] =
    "receipts: digests\n"
    "responses: {signing_key: tls/server.key, key_id: central-2026}\n";

/// What a council sees: a request with its answer.
struct Seen {
  Headers request;
  Reply reply;
};

/// How a council verifies that this answer is the receiver's, and to this request.
Result<signing::Verified> verify(const RunningServer& server, const Seen& seen,
                                 const std::vector<std::string>& components) {
  const auto value_of = [&](std::string_view name) -> std::optional<std::string> {
    if (name == "@status") return std::to_string(seen.reply.status);
    if (name.ends_with(";req")) {
      return Head{"", "", seen.request}.header(name.substr(0, name.size() - 4));
    }
    const auto found = seen.reply.headers.find(std::string(name));
    if (found == seen.reply.headers.end()) return std::nullopt;
    return found->second;
  };
  const auto find_key = [&](std::string_view id) -> std::optional<signing::PublicKey> {
    if (id != "central-2026") return std::nullopt;
    return server.rehearsal().settings().responses->key.public_key();
  };
  const auto header = [&](const char* name) {
    const auto found = seen.reply.headers.find(name);
    return found == seen.reply.headers.end() ? std::string() : found->second;
  };
  if (!signing::content_digest_matches(header("content-digest"), seen.reply.body)) {
    return Error{Remedy::set_aside, "test", "The body was changed.", ""};
  }
  return signing::verify({header("signature-input"), header("signature")},
                         {components, Instant(std::chrono::milliseconds(1'780'295'400'123)),
                          std::chrono::minutes(5), std::chrono::minutes(1)},
                         value_of, find_key);
}

/// Sends a signed request.
Seen send(RunningServer& server, Client& client, const std::string& token,
          const std::string& body) {
  const Head head = right_head(token, kPath, {{"host", client.host()}});
  const Headers headers = signature_headers(server.rehearsal(), head, body, server.clock().now());
  return {headers, client.send(token, body, headers)};
}

FaultScript script_of(const std::string& text) {
  const TemporaryFolder folder;
  write_file(folder.path() / "faults.yaml", text);
  Faults faults;
  return *read_fault_script(folder.path() / "faults.yaml", faults);
}

const std::vector<std::string> kWhole = {"@status", "content-digest", "content-type",
                                         "content-digest;req", "idempotency-key;req"};

}  // namespace

TEST_CASE("receipts can say by its digest which child each is for, and are signed") {
  RunningServer server(kSigned);
  Client client = server.client();
  const std::string body = children_json(3);
  const Seen seen = send(server, client, client.token(), body);
  CHECK(seen.reply.status == 200);
  CHECK_THAT(seen.reply.headers.at("signature-input"), Catch::StartsWith("receiver=("));
  CHECK_THAT(
      seen.reply.headers.at("signature-input"),
      Catch::EndsWith(";created=1780295400;keyid=\"central-2026\";alg=\"ecdsa-p256-sha256\""));
  const auto verified = verify(server, seen, kWhole);
  REQUIRE(verified);
  CHECK(verified->key_id == "central-2026");
  const auto receipts = boost::json::parse(seen.reply.body);
  CHECK(canonical_json(receipts) == seen.reply.body);
  const auto sent = boost::json::parse(body).as_array();
  REQUIRE(receipts.as_array().size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& receipt = receipts.as_array()[i].as_object();
    CHECK(receipt.at("digest").as_string() == sha256(canonical_json(sent[i])).hex());
    CHECK(receipt.at("receipt").as_string().size() == 64);
  }
}

TEST_CASE("a changed answer, another status and another request's answer do not verify") {
  RunningServer server(kSigned);
  Client client = server.client();
  const std::string token = client.token();
  const Seen right = send(server, client, token, children_json(1));
  const Seen other = send(server, client, token, children_json(1, 7));
  REQUIRE(verify(server, right, kWhole));
  Seen changed = right;
  changed.reply.body[2] = 'D';
  CHECK_FALSE(verify(server, changed, kWhole));
  changed.reply.headers["content-digest"] = signing::content_digest(changed.reply.body);
  CHECK_FALSE(verify(server, changed, kWhole));
  changed = right;
  changed.reply.status = 503;
  CHECK_FALSE(verify(server, changed, kWhole));
  CHECK_FALSE(verify(server, {other.request, right.reply}, kWhole));
  changed = right;
  changed.reply.headers["signature"] = other.reply.headers.at("signature");
  CHECK_FALSE(verify(server, changed, kWhole));
}

TEST_CASE("refusals of a known council's requests are signed too, and others are not") {
  RunningServer server(std::string(kSigned) + "most_body_bytes: 100000\n");
  Client client = server.client();
  const std::string token = client.token();
  const Seen refused = send(server, client, token, "[{}]");
  CHECK(refused.reply.status == 400);
  CHECK(verify(server, refused, kWhole));
  const Seen empty = send(server, client, token, "[]");
  CHECK(empty.reply.status == 204);
  CHECK(verify(server, empty, {"@status", "content-digest", "content-digest;req"}));
  const Seen large = send(server, client, token, std::string(40'000'000, ' '));
  CHECK(large.reply.status == 413);
  CHECK(verify(server, large, kWhole));
  const Seen plain{{}, client.send(token, children_json(1))};
  CHECK(verify(server, plain, {"@status", "content-digest", "content-type"}));
  CHECK_FALSE(verify(server, plain, {"content-digest;req"}));
  CHECK_FALSE(client.send("stranger", "[]").headers.contains("signature"));
  CHECK_FALSE(client.request("POST", "/nowhere", {}, "").headers.contains("signature"));
}

TEST_CASE("a scripted answer is signed, and a signature can be wrong or missing by the script") {
  RunningServer server(kSigned, {},
                       script_of("faults: [{requests: {to: 1}, answer: {status: 503}},\n"
                                 "         {requests: {to: 2}, signature: wrong},\n"
                                 "         {requests: {to: 3}, signature: missing}]\n"));
  Client client = server.client();
  const std::string token = client.token();
  const Seen busy = send(server, client, token, children_json(1));
  CHECK(busy.reply.status == 503);
  CHECK(verify(server, busy, {"@status", "content-digest", "content-digest;req"}));
  const Seen wrong = send(server, client, token, children_json(1));
  CHECK(wrong.reply.status == 200);
  CHECK_FALSE(verify(server, wrong, {}));
  const Seen missing = send(server, client, token, children_json(1));
  CHECK(missing.reply.status == 200);
  CHECK_FALSE(missing.reply.headers.contains("signature"));
  CHECK(verify(server, send(server, client, token, children_json(1)), kWhole));
}

TEST_CASE("answers are not signed where no key is set") {
  const RunningServer server;
  Client client = server.client();
  CHECK_FALSE(client.send(client.token(), children_json(1)).headers.contains("signature"));
}
