#include "agent/core/digest.h"

#include <catch2/catch.hpp>

using namespace dataflow;

TEST_CASE("the digest of the FIPS 180-4 example is the published one") {
  CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a hasher gives the same digest for parts as for the whole, again and again") {
  Hasher hasher;
  for (int i = 0; i < 3; ++i) {
    hasher.add("a");
    hasher.add("bc");
    CHECK(hasher.finish() == sha256("abc"));
  }
}

TEST_CASE("a digest survives the way through its bytes") {
  const Digest digest = sha256("x");
  CHECK(Digest::from_bytes(digest.bytes()) == digest);
  CHECK_FALSE(Digest::from_bytes("short"));
}

TEST_CASE("base64 follows RFC 4648 section 10 both ways") {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    CHECK(base64(plain) == encoded);
    CHECK(from_base64(encoded) == plain);
  }
  CHECK_FALSE(from_base64("Zg="));
  CHECK_FALSE(from_base64("Z*=="));
  CHECK_FALSE(from_base64("Zm9v\n"));
}
