#include "agent/signing/token_key.h"

#include <thread>

#include <catch2/catch.hpp>

#include "tests/shown_result.h"
#include "tests/signing/soft_token.h"

using namespace dataflow;
using namespace dataflow::signing;

namespace {

const Secret kRightPin{SoftToken::kPin};

std::string refusal(const TokenKey& place, const Secret& pin = kRightPin) {
  const auto key = open_token_key(place, pin);
  return key ? "" : describe(key.error());
}

void check_signature(const PrivateKey& key, const PublicKey& registered, const std::string& text) {
  const auto signature = key.sign(text);
  REQUIRE(signature);
  CHECK(registered.verifies(text, *signature));
  CHECK_FALSE(registered.verifies(text + "x", *signature));
}

}  // namespace

TEST_CASE("a key in a token signs, and its public half verifies") {
  if (!SoftToken::is_possible()) return;
  const SoftToken token;
  token.make("EC:prime256v1", "agent-ec", "01");
  token.make("rsa:2048", "agent-rsa", "0a1b");
  const auto check = [](const std::string& name, Algorithm algorithm) {
    const auto key = open_token_key(SoftToken::key(name), kRightPin);
    REQUIRE(key);
    CHECK(key->algorithm() == algorithm);
    const auto registered = PublicKey::from_pem(key->public_key().pem(), "test");
    REQUIRE(registered);
    for (int i = 0; i < 20; ++i) check_signature(*key, *registered, std::to_string(i));
  };
  check("agent-ec", Algorithm::ecdsa_p256_sha256);
  check("agent-rsa", Algorithm::rsa_pss_sha512);
  check("0a1b", Algorithm::rsa_pss_sha512);
}

TEST_CASE("the private half of a key in a token cannot be written to a file") {
  if (!SoftToken::is_possible()) return;
  const SoftToken token;
  token.make("EC:prime256v1", "agent", "01");
  const auto key = open_token_key(SoftToken::key("agent"), kRightPin);
  REQUIRE(key);
  const TemporaryFolder folder;
  CHECK_FALSE(key->write(folder.path() / "agent.key"));
  CHECK(folder.files().empty());
}

TEST_CASE("what keeps a key of a token from use is told apart, and no error holds the PIN") {
  if (!SoftToken::is_possible()) return;
  const SoftToken token;
  token.make("EC:prime256v1", "agent", "01");
  token.make("EC:prime256v1", "twice", "02");
  token.make("rsa:2048", "twice", "03");
  token.make("EC:secp384r1", "large", "04");
  CHECK(refusal({"/nowhere/module.so", "council", "agent"}) ==
        "/nowhere/module.so: This PKCS#11 module cannot be loaded. Check the path, and that the "
        "module's own settings are there for this account.");
  CHECK(refusal({SoftToken::kModule, "counsil", "agent"}) ==
        std::string(SoftToken::kModule) +
            ": The PKCS#11 module sees no token 'counsil'. It has: council.");
  CHECK(refusal(SoftToken::key("agent"), Secret("made-up-0000")) ==
        "token 'council': The PIN of the token is wrong. Mend it before the next try: each counts, "
        "and the token locks itself after a few.");
  const auto no_key = refusal(SoftToken::key("agnet"));
  CHECK(no_key.find("The token has no private key 'agnet'. RSA and EC keys in it: ") !=
        std::string::npos);
  CHECK(no_key.find("agent (id 01)") != std::string::npos);
  CHECK(refusal(SoftToken::key("twice")).find("The token has several keys 'twice'.") !=
        std::string::npos);
  CHECK(refusal(SoftToken::key("03")).empty());
  CHECK(refusal(SoftToken::key("large")) ==
        "key 'large' in token 'council': This kind of key is not supported. Use Ed25519, ECDSA on "
        "P-256, or RSA of at least 2048 bits.");
}

TEST_CASE("two keys of a token, and copies of them, outlive each other") {
  if (!SoftToken::is_possible()) return;
  const SoftToken token;
  token.make("EC:prime256v1", "new", "01");
  token.make("EC:prime256v1", "old", "02");
  auto first = open_token_key(SoftToken::key("new"), kRightPin);
  const auto second = open_token_key(SoftToken::key("old"), kRightPin);
  REQUIRE(first);
  REQUIRE(second);
  const PrivateKey copy = *first;
  first = Error{};
  check_signature(*second, second->public_key(), "what was sent");
  check_signature(copy, copy.public_key(), "what was sent");
}

TEST_CASE("several threads sign with keys of one token") {
  if (!SoftToken::is_possible()) return;
  const SoftToken token;
  token.make("EC:prime256v1", "agent", "01");
  std::vector<int> right(4);
  std::vector<std::thread> threads;
  for (auto& count : right) {
    threads.emplace_back([&count] {
      const auto key = open_token_key(SoftToken::key("agent"), kRightPin);
      for (int i = 0; key && i < 50; ++i) {
        const auto signature = key->sign("what was sent");
        if (signature && key->public_key().verifies("what was sent", *signature)) ++count;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 50));
}
