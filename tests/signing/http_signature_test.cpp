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
                          {"@query", "?param=Value&Pet=dog"},
                          {"@query-param;name=\"Pet\"", "dog"},
                          {"content-digest",
                           "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7"
                           "BNNyealdVLvRwEmTHWXvJwew==:"},
                          {"content-length", "18"}};

/// The response of RFC 9421 section 2.4, with what it answers.
const Message kBusy = {
    {"@status", "503"},
    {"content-digest",
     "sha-512=:"
     "0Y6iCBzGg5rZtoXS95Ijz03mslf6KAMCloESHObfwnHJDbkkWWQz6PhhU9kxsTbARtY2PTBOzq24uJFpHsMuA"
     "g==:"},
    {"content-type", "application/json"},
    {"@authority;req", kRequest.at("@authority")},
    {"@method;req", kRequest.at("@method")},
    {"@path;req", kRequest.at("@path")},
    {"content-digest;req", kRequest.at("content-digest")}};

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

TEST_CASE("the RSA-PSS signature of RFC 9421 B.2.2 over a parameter of the query verifies") {
  const SignatureHeaders headers{
      R"(sig-b22=("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example")",
      "sig-b22=:"
      "LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjv"
      "uJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17S"
      "ARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5r"
      "SV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==:"};
  CHECK(verify(headers, at(kCreated), values_of(kRequest), knows("test-key-rsa-pss", kRsaPss)));
}

TEST_CASE("the RSA-PSS signature of RFC 9421 B.2.3 over a whole request verifies") {
  const SignatureHeaders headers{
      R"(sig-b23=("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss")",
      "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/"
      "5MR6fb0Kh1rIRASVxFkeGt683"
      "+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH"
      "1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8"
      "LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:"};
  CHECK(verify(headers, at(kCreated), values_of(kRequest), knows("test-key-rsa-pss", kRsaPss)));
}

// B.2.5 is an HMAC: whoever can verify one could have made it, so it is not supported here.

TEST_CASE("signing what RFC 9421 B.2.6 signs gives the same bytes") {
  const auto key = PrivateKey::from_pem(kEd25519Private, "test");
  REQUIRE(key);
  std::vector<Component> components;
  for (const char* name :
       {"date", "@method", "@path", "@authority", "content-type", "content-length"}) {
    components.push_back({name, kRequest.at(name)});
  }
  const auto headers =
      sign(components, {{"sig-b26", "test-key-ed25519", *key, AlgorithmName::left_out}}, kCreated);
  REQUIRE(headers);
  CHECK(
      headers->signature_input ==
      R"(sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519")");
  CHECK(
      headers->signature ==
      "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpB"
      "KRCw==:");
}

TEST_CASE("a response's signature binds it to its request, as in RFC 9421 section 2.4") {
  const SignatureHeaders headers{
      R"(reqres=("@status" "content-digest" "content-type" "@authority";req "@method";req "@path";req "content-digest";req);created=1618884479;keyid="test-key-ecc-p256")",
      "reqres=:dMT/A/76ehrdBTD/2Xx8QuKV6FoyzEP/"
      "I9hdzKN8LQJLNgzU4W767HK05rx1i8meNQQgQPgQp8wq2ive3tV5A"
      "g==:"};
  const auto find_key = knows("test-key-ecc-p256", kEcdsaP256);
  auto expectation = at(kCreated);
  expectation.components = {"@status", "content-digest;req"};
  CHECK(verify(headers, expectation, values_of(kBusy), find_key));
  Message other = kBusy;
  other["content-digest;req"] = kBusy.at("content-digest");
  CHECK_FALSE(verify(headers, expectation, values_of(other), find_key));
  other.erase("content-digest;req");
  CHECK_FALSE(verify(headers, expectation, values_of(other), find_key));
  expectation.components = {"@status;req"};
  CHECK_FALSE(verify(headers, expectation, values_of(kBusy), find_key));
}

TEST_CASE("what a response's signature says of its request is signed as it is verified") {
  const auto key = *PrivateKey::generate(Algorithm::ecdsa_p256_sha256);
  std::vector<Component> components;
  for (const auto& [name, value] : kBusy) components.push_back({name, value});
  const auto headers = sign(components, {{"receiver", "central", key}}, kCreated);
  REQUIRE(headers);
  CHECK_THAT(headers->signature_input, Catch::Contains(R"("@authority";req "@method";req)"));
  const auto find_key = knows("central", key.public_key().pem());
  CHECK(verify(*headers, at(kCreated), values_of(kBusy), find_key));
}

TEST_CASE("two keys sign one message, and a verifier takes the one that it knows") {
  const auto old_key = *PrivateKey::generate(Algorithm::ed25519);
  const auto new_key = *PrivateKey::generate(Algorithm::ecdsa_p256_sha256);
  const auto headers =
      sign({{"@method", "POST"}},
           {{"old", "council-2025", old_key}, {"new", "council-2026", new_key}}, kCreated);
  REQUIRE(headers);
  CHECK(headers->signature_input ==
        R"(old=("@method");created=1618884473;keyid="council-2025";alg="ed25519", )"
        R"(new=("@method");created=1618884473;keyid="council-2026";alg="ecdsa-p256-sha256")");
  const auto key_id = [&](const std::string& name, const PrivateKey& key) {
    const auto verified =
        verify(*headers, at(kCreated), values_of(kRequest), knows(name, key.public_key().pem()));
    return verified ? verified->key_id : verified.error().what;
  };
  CHECK(key_id("council-2025", old_key) == "council-2025");
  CHECK(key_id("council-2026", new_key) == "council-2026");
  CHECK(key_id("council-2024", old_key) == "The key of the signature is not registered.");
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

TEST_CASE("a component with parameters that the verifier does not know is refused") {
  const auto key = *PrivateKey::from_pem(kEd25519Private, "test");
  for (const char* name : {"content-type;req", "content-type;sf", "content-type;key=\"a\""}) {
    INFO(name);
    const auto headers = sign({{name, "application/json"}}, {{"a", "council-846", key}}, kCreated);
    CHECK_FALSE(
        verify(*headers, at(kCreated), values_of(kRequest), knows("council-846", kEd25519)));
  }
  // One that hides its parameter in the name is none.
  CHECK_FALSE(verify({R"(a=("@method;req");created=1618884473;keyid="council-846")", "a=:AAAA:"},
                     at(kCreated), values_of({{"@method;req", "POST"}}),
                     knows("council-846", kEd25519)));
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
