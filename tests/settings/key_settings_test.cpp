#include "agent/settings/key_settings.h"

#include <catch2/catch.hpp>

#include "tests/settings/written.h"

using namespace dataflow;
using namespace dataflow::settings;

namespace {

std::string with_key(const std::string& signing_key, const std::string& more = "") {
  return R"(council: "846"
source: {kind: sqlite, file: cms.db}
mapping: ssd
standard: dfe-csc/1.0.1
ledger: agent.db
endpoint:
  url: https://localhost
  token_url: https://localhost/token
  client_id: council-846
  client_secret: {file: secret}
  supplier_key: {file: supplier}
  scope: s
  key_id: k
)" + more +
         "  signing_key: " + signing_key + "\n";
}

}  // namespace

TEST_CASE("a signing key is a file, or a key in a token") {
  Written written(with_key("agent.key"));
  const auto in_file = written.read();
  REQUIRE(in_file);
  CHECK(in_file->endpoint.signing_key.file == written.folder() / "agent.key");
  CHECK_FALSE(in_file->endpoint.signing_key.token);
  CHECK(place_of(in_file->endpoint.signing_key) == (written.folder() / "agent.key").string());

  const auto in_token =
      Written(with_key("{pkcs11: /usr/lib/p.so, token: council, key: agent, pin: {env: PIN}}",
                       "  previous_key: {id: old, pkcs11: /usr/lib/p.so, token: council, key: '01',"
                       " pin: {env: PIN}}\n"))
          .read();
  REQUIRE(in_token);
  const auto& key = in_token->endpoint.signing_key;
  REQUIRE(key.token);
  CHECK(key.id == "k");
  CHECK(key.token->module == "/usr/lib/p.so");
  CHECK(key.token->pin.name == "PIN");
  CHECK(place_of(key) == "'agent' in token 'council'");
  const auto& previous = in_token->endpoint.previous_key;
  REQUIRE(previous);
  CHECK(previous->id == "old");
  CHECK(place_of(*previous) == "'01' in token 'council'");
}

TEST_CASE("what is missing for a key in a token is named, and a PIN is not repeated") {
  CHECK(Written(with_key("{pkcs11: /usr/lib/p.so, tokn: council}")).faults() ==
        "agent.yaml:14:40: 'tokn' is not known here. Did you mean 'token'?\n"
        "agent.yaml:14:16: 'pin' is missing: where the PIN of the token is kept.\n"
        "agent.yaml:14:16: 'token' is missing: the label of the token.\n"
        "agent.yaml:14:16: 'key' is missing: the label or the id of the key.\n");
  const auto plain =
      Written(with_key("{pkcs11: /usr/lib/p.so, token: t, key: k, pin: hunter2}")).faults();
  CHECK(plain.find("A secret does not stand in the settings file.") != std::string::npos);
  CHECK(plain.find("hunter2") == std::string::npos);
}

TEST_CASE("the key that proves the client may be in a token as well") {
  std::string text = with_key("agent.key");
  const std::string secret = "  client_secret: {file: secret}\n";
  text.replace(text.find(secret), secret.size(),
               "  client_key: {id: client, pkcs11: /usr/lib/p.so, token: council, key: client,"
               " pin: {env: PIN}, certificate: client.pem}\n");
  Written written(text);
  const auto settings = written.read();
  REQUIRE(settings);
  REQUIRE(settings->endpoint.client_key);
  CHECK(settings->endpoint.client_key->id == "client");
  CHECK(place_of(*settings->endpoint.client_key) == "'client' in token 'council'");
  CHECK(settings->endpoint.client_key_certificate == written.folder() / "client.pem");
}

TEST_CASE("two keys of answers with one name are a fault, because only one would be used") {
  const std::string keys =
      "  answer_keys: [{id: a, file: a.pub}, {id: b, file: b.pub}, {id: a, file: c.pub}]\n";
  CHECK(Written(with_key("agent.key", keys)).faults() ==
        "agent.yaml:14:61: Two of the answer_keys have this id. Give each its own.\n");
}
