#include "agent/signing/http_signature.h"

#include <map>

#include <catch2/catch.hpp>

using namespace dataflow;
using namespace dataflow::signing;

namespace {

// Keys and signatures of RFC 9421 appendix B.
constexpr char kEd25519[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n"
    "-----END PUBLIC KEY-----\n";
constexpr char kEd25519Private[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n"
    "-----END PRIVATE KEY-----\n";
constexpr char kEcdsaP256[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf\n"
    "w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==\n"
    "-----END PUBLIC KEY-----\n";
constexpr char kRsaPss[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2\n"
    "+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+\n"
    "oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq\n"
    "gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W\n"
    "Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4\n"
    "aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI\n"
    "2wIDAQAB\n"
    "-----END PUBLIC KEY-----\n";

const Instant kCreated{std::chrono::seconds(1618884473)};

using Message = std::map<std::string, std::string, std::less<>>;

const Message kRequest = {{"@method", "POST"},
                          {"@path", "/foo"},
                          {"@authority", "example.com"},
                          {"date", "Tue, 20 Apr 2021 02:07:55 GMT"},
                          {"content-type", "application/json"},
                          {"content-length", "18"}};

auto values_of(const Message& message) {
  return [&message](std::string_view name) -> std::optional<std::string> {
    const auto found = message.find(name);
    if (found == message.end()) return std::nullopt;
    return found->second;
  };
}

auto knows(std::string name, std::string pem) {
  return [name = std::move(name), pem = std::move(pem)](std::string_view key_id) {
    std::optional<PublicKey> key;
    if (key_id == name) key = *PublicKey::from_pem(pem, "test");
    return key;
  };
}

Expectation at(Instant now) {
  return {{}, now, std::chrono::minutes(5), std::chrono::minutes(1)};
}

}  // namespace

TEST_CASE("the Ed25519 signature of RFC 9421 B.2.6 verifies") {
  const SignatureHeaders headers{
      R"(sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519")",
      "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WP"
      "pBKRCw==:"};
  const auto verified =
      verify(headers, at(kCreated), values_of(kRequest), knows("test-key-ed25519", kEd25519));
  REQUIRE(verified);
  CHECK(verified->key_id == "test-key-ed25519");
  CHECK(verified->created == kCreated);
}

TEST_CASE("the ECDSA P-256 signature of RFC 9421 B.2.4 verifies") {
  const Message response = {
      {"@status", "200"},
      {"content-type", "application/json"},
      {"content-digest",
       "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5a"
       "GgfLQ==:"},
      {"content-length", "23"}};
  const SignatureHeaders headers{
      R"(sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256")",
      "sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+3"
      "2oiasw==:"};
  CHECK(verify(headers, at(kCreated), values_of(response), knows("test-key-ecc-p256", kEcdsaP256)));
}

TEST_CASE("the RSA-PSS signature of RFC 9421 B.2.1 verifies") {
  const SignatureHeaders headers{
      R"(sig-b21=();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd")",
      "sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it+"
      "+wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR"
      "72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WS"
      "b/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==:"};
  CHECK(verify(headers, at(kCreated), values_of(kRequest), knows("test-key-rsa-pss", kRsaPss)));
}

namespace {

SignatureHeaders sign_request() {
  const auto key = PrivateKey::from_pem(kEd25519Private, "test");
  REQUIRE(key);
  const auto headers = sign({{"@method", "POST"}, {"content-type", "application/json"}}, *key,
                            "council-846", kCreated);
  REQUIRE(headers);
  return *headers;
}

}  // namespace

TEST_CASE("what was signed verifies, with created, keyid and alg among the parameters") {
  const auto headers = sign_request();
  CHECK(
      headers.signature_input ==
      R"(dataflow=("@method" "content-type");created=1618884473;keyid="council-846";alg="ed25519")");
  auto expectation = at(kCreated);
  expectation.components = {"@method", "content-type"};
  CHECK(verify(headers, expectation, values_of(kRequest), knows("council-846", kEd25519)));
}

TEST_CASE("a changed request, a stale signature and a signature from the future are refused") {
  const auto headers = sign_request();
  const auto find_key = knows("council-846", kEd25519);
  Message changed = kRequest;
  changed["content-type"] = "text/plain";
  CHECK_FALSE(verify(headers, at(kCreated), values_of(changed), find_key));
  CHECK_FALSE(
      verify(headers, at(kCreated + std::chrono::minutes(6)), values_of(kRequest), find_key));
  CHECK_FALSE(
      verify(headers, at(kCreated - std::chrono::minutes(2)), values_of(kRequest), find_key));
  CHECK(verify(headers, at(kCreated + std::chrono::minutes(4)), values_of(kRequest), find_key));
}

TEST_CASE("a signature that leaves out a required component is refused by the component's name") {
  auto expectation = at(kCreated);
  expectation.components = {"@method", "content-digest"};
  const auto verified =
      verify(sign_request(), expectation, values_of(kRequest), knows("council-846", kEd25519));
  REQUIRE_FALSE(verified);
  CHECK(verified.error().what.find("content-digest") != std::string::npos);
}

TEST_CASE("an unknown key, a foreign key and another algorithm's name are refused") {
  auto headers = sign_request();
  CHECK_FALSE(verify(headers, at(kCreated), values_of(kRequest), knows("someone", kEd25519)));
  CHECK_FALSE(verify(headers, at(kCreated), values_of(kRequest), knows("council-846", kEcdsaP256)));
  const auto other = PrivateKey::generate(Algorithm::ed25519);
  CHECK_FALSE(verify(headers, at(kCreated), values_of(kRequest),
                     knows("council-846", other->public_key().pem())));
}

TEST_CASE("signature headers that are garbage are refused and never crash") {
  for (const char* garbage : {"", "sig", "sig=", "sig=(", "sig=(\"@method\"", "sig=();created=x",
                              "sig=(\"@method\");created=99999999999999999999", "=;;", "a=:x:"}) {
    INFO(garbage);
    CHECK_FALSE(verify({garbage, garbage}, at(kCreated), values_of(kRequest),
                       knows("council-846", kEd25519)));
  }
}

TEST_CASE("Content-Digest is that of RFC 9530 and does not match another body") {
  CHECK(content_digest("{\"hello\": \"world\"}") ==
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
  CHECK(content_digest_matches("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
                               "{\"hello\": \"world\"}"));
  CHECK(content_digest_matches(
      "sha-512=:AAAA:, sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
      "{\"hello\": \"world\"}"));
  CHECK_FALSE(content_digest_matches("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
                                     "{\"hello\": \"mars\"}"));
  CHECK_FALSE(content_digest_matches("md5=:AAAA:", "x"));
  CHECK_FALSE(content_digest_matches("nonsense", "x"));
}
