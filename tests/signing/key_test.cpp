#include "agent/signing/key.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::signing;

namespace {
constexpr Algorithm kAll[] = {Algorithm::ed25519, Algorithm::ecdsa_p256_sha256,
                              Algorithm::rsa_pss_sha512};
}

TEST_CASE("a signature verifies with the public half of its key and with no other") {
  for (const auto algorithm : kAll) {
    INFO(name_of(algorithm));
    const auto key = PrivateKey::generate(algorithm);
    const auto other = PrivateKey::generate(algorithm);
    REQUIRE(key);
    REQUIRE(other);
    auto signature = key->sign("what was sent");
    REQUIRE(signature);
    CHECK(key->public_key().verifies("what was sent", *signature));
    CHECK_FALSE(key->public_key().verifies("what was changed", *signature));
    CHECK_FALSE(other->public_key().verifies("what was sent", *signature));
    signature->back() = static_cast<char>(signature->back() ^ 1);
    CHECK_FALSE(key->public_key().verifies("what was sent", *signature));
    CHECK_FALSE(key->public_key().verifies("what was sent", ""));
  }
}

TEST_CASE("an ECDSA signature is r and s side by side, 64 bytes") {
  const auto key = PrivateKey::generate(Algorithm::ecdsa_p256_sha256);
  REQUIRE(key);
  for (int i = 0; i < 50; ++i) {
    const auto signature = key->sign(std::to_string(i));
    REQUIRE(signature);
    CHECK(signature->size() == 64);
  }
}

TEST_CASE("keys survive the way through their files, and only the owner can read the private one") {
  const TemporaryFolder folder;
  for (const auto algorithm : kAll) {
    const auto file = folder.path() / (name_of(algorithm) + ".key");
    const auto key = PrivateKey::generate(algorithm);
    REQUIRE(key);
    REQUIRE(key->write(file));
    namespace fs = std::filesystem;
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    const auto read = PrivateKey::read(file);
    REQUIRE(read);
    CHECK(read->algorithm() == algorithm);
    const auto registered = PublicKey::from_pem(key->public_key().pem(), "test");
    REQUIRE(registered);
    CHECK(registered->verifies("x", *read->sign("x")));
  }
}

TEST_CASE("a private key that others can read is refused with the command that mends it") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "open.key";
  REQUIRE(PrivateKey::generate(Algorithm::ed25519)->write(file));
  std::filesystem::permissions(file, std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  const auto key = PrivateKey::read(file);
  REQUIRE_FALSE(key);
  CHECK(key.error().hint.find("chmod 600") != std::string::npos);
}

TEST_CASE("a key file is never overwritten") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "agent.key";
  const auto key = PrivateKey::generate(Algorithm::ed25519);
  REQUIRE(key->write(file));
  CHECK_FALSE(PrivateKey::generate(Algorithm::ed25519)->write(file));
  CHECK(PrivateKey::read(file)->public_key().pem() == key->public_key().pem());
}

TEST_CASE("what is no key is refused by name") {
  CHECK_FALSE(PrivateKey::from_pem("nonsense", "agent.key"));
  CHECK_FALSE(PublicKey::from_pem("", "agent.pub"));
  const auto missing = PrivateKey::read("no-such.key");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().where == "no-such.key");
}
