#include "agent/signing/jwt.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/signing/base64_url.h"

using namespace dataflow;
using namespace dataflow::signing;

namespace {

// The key of RFC 8037 appendix A.1, as PKCS#8 (RFC 8410): its 32 bytes after a fixed head.
PrivateKey rfc8037_key() {
  std::string der("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
  der += *from_base64_url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
  return *PrivateKey::from_pem(
      "-----BEGIN PRIVATE KEY-----\n" + base64(der) + "\n-----END PRIVATE KEY-----\n", "test");
}

// RFC 8037 appendix A.4.
constexpr char kRfc8037[] =
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3"
    "AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

const Instant kNow{std::chrono::seconds(1'780'295'400)};
constexpr char kAudience[] = "https://receiver.test/oauth2/v2.0/token";

using PublicKeys = std::map<std::string, PublicKey, std::less<>>;

struct Client846 {
  PrivateKey key = *PrivateKey::generate(Algorithm::ed25519);
  PublicKeys keys = {{"k1", key.public_key()}};

  /// An assertion with these claims in the place of the right ones; null leaves one out.
  [[nodiscard]] std::string assertion(const boost::json::object& others = {},
                                      boost::json::object header = {{"kid", "k1"}}) const {
    boost::json::object claims = {{"iss", "client-846"},
                                  {"sub", "client-846"},
                                  {"aud", kAudience},
                                  {"jti", "1"},
                                  {"exp", unix_seconds(kNow) + 300}};
    for (const auto& [name, value] : others) {
      claims[name] = value;
      if (value.is_null()) claims.erase(name);
    }
    return *make_jws(std::move(header), boost::json::serialize(claims), key);
  }

  /// Why it is refused; empty when it is right.
  [[nodiscard]] std::string refusal(const std::string& text) const {
    const auto read = ClientAssertion::read(text);
    if (!read) return read.error().what;
    const auto verified = read->verify(
        keys, {"client-846", kAudience, kNow, std::chrono::minutes(10), std::chrono::minutes(1)});
    return verified ? "" : verified.error().what;
  }
};

constexpr char kNotSigned[] = "The assertion is not signed with a key of the client.";
constexpr char kNotItsOwn[] =
    "The assertion is not the client's own: iss and sub have to be its id.";

}  // namespace

TEST_CASE("the Ed25519 signature of RFC 8037 A.4 is made byte by byte, and verifies") {
  const auto key = rfc8037_key();
  CHECK(*make_jws({}, "Example of Ed25519 signing", key) == kRfc8037);
  const auto jws = Jws::read(kRfc8037);
  REQUIRE(jws);
  CHECK(jws->payload() == "Example of Ed25519 signing");
  CHECK(jws->verifies(key.public_key()));
  CHECK_FALSE(jws->verifies(PrivateKey::generate(Algorithm::ed25519)->public_key()));
}

TEST_CASE("each kind of key signs in JOSE's way, and only its own algorithm is believed") {
  for (const auto algorithm :
       {Algorithm::ed25519, Algorithm::ecdsa_p256_sha256, Algorithm::rsa_pss_sha512}) {
    INFO(name_of(algorithm));
    const auto key = *PrivateKey::generate(algorithm);
    const auto jws = Jws::read(*make_jws({{"kid", "a"}}, "payload", key));
    REQUIRE(jws);
    CHECK(jws->header().at("alg").as_string() == jose_name_of(algorithm));
    CHECK(jws->verifies(key.public_key()));
    for (const char* other : {"none", "HS256", "RS256", "PS512"}) {
      const std::string text = base64_url(R"({"alg":")" + std::string(other) + R"("})") + ".cGF5";
      const std::string signature = base64_url(*key.sign(text, Registry::jose));
      CHECK_FALSE(Jws::read(text + "." + signature)->verifies(key.public_key()));
    }
  }
}

TEST_CASE("PS256 is RSA-PSS with SHA-256, apart from the signatures of HTTP") {
  const auto key = *PrivateKey::generate(Algorithm::rsa_pss_sha512);
  const auto jose = *key.sign("x", Registry::jose);
  CHECK(key.public_key().verifies("x", jose, Registry::jose));
  CHECK_FALSE(key.public_key().verifies("x", jose));
  CHECK_FALSE(key.public_key().verifies("x", *key.sign("x"), Registry::jose));
}

TEST_CASE("what a header declares critical is not passed over") {
  const auto key = *PrivateKey::generate(Algorithm::ed25519);
  const boost::json::object header = {{"crit", boost::json::array{"b64"}}, {"b64", false}};
  CHECK_FALSE(Jws::read(*make_jws(header, "x", key))->verifies(key.public_key()));
}

TEST_CASE("what is no compact JWS is refused and never crashes") {
  const std::string whole = kRfc8037;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto jws = Jws::read(whole.substr(0, length));
    CHECK((!jws || !jws->verifies(rfc8037_key().public_key())));
  }
  for (const char* garbage : {"", ".", "..", "a.b", "a.b.c.d", "e30.e30.*", "W10.e30.e30",
                              "====.a.b", "eyJhbGciOiJFZERTQSJ9=.RXhhbXBsZQ.AA"}) {
    INFO(garbage);
    CHECK_FALSE(Jws::read(garbage));
  }
}

TEST_CASE("base64 for URLs has no padding, and one text for the same bytes") {
  CHECK(base64_url("\xfb\xff") == "-_8");
  CHECK(from_base64_url("-_8") == "\xfb\xff");
  CHECK(from_base64_url("") == "");
  for (const char* wrong : {"-_8=", "+/8", "-_9", "-", "-_8\n", "- _8"}) {
    INFO(wrong);
    CHECK_FALSE(from_base64_url(wrong));
  }
}

TEST_CASE("an assertion says what RFC 7523 asks, and names its key and its certificate") {
  const auto key = *PrivateKey::generate(Algorithm::ecdsa_p256_sha256);
  const auto text =
      make_assertion({"client-846", kAudience, "id-1", kNow, kNow + std::chrono::minutes(5)}, key,
                     {"k1", sha256("certificate")});
  const auto jws = Jws::read(*text);
  REQUIRE(jws);
  CHECK(
      boost::json::serialize(jws->header()) ==
      R"({"alg":"ES256","kid":"k1","typ":"JWT","x5t#S256":"A9Zt0Ig1wco_EozOrNHzGslBYwlrIPRFroQoW8CDLXI"})");
  CHECK(jws->payload() ==
        R"({"aud":"https://receiver.test/oauth2/v2.0/token","exp":1780295700,"iat":1780295400,)"
        R"("iss":"client-846","jti":"id-1","nbf":1780295400,"sub":"client-846"})");
  const auto assertion = ClientAssertion::read(*text);
  CHECK(assertion->client_id() == "client-846");
  CHECK(assertion->id() == "id-1");
  CHECK(assertion->expires() == kNow + std::chrono::minutes(5));
  CHECK(assertion->verify(
      {{"k1", key.public_key()}},
      {"client-846", kAudience, kNow, std::chrono::minutes(10), std::chrono::minutes(1)}));
}

TEST_CASE("a right assertion is taken, with one audience or several, with a key id or without") {
  const Client846 client;
  CHECK(client.refusal(client.assertion()).empty());
  CHECK(client.refusal(client.assertion({}, {})).empty());
  CHECK(client.refusal(client.assertion({{"aud", boost::json::array{"x", kAudience}}})).empty());
  CHECK(client.refusal(client.assertion({{"exp", 1780295400.5}})).empty());
  CHECK(client.refusal(client.assertion({{"exp", 1780296000}})).empty());
  CHECK(client.refusal(client.assertion({{"nbf", 1780295460}, {"iat", 1780295460}})).empty());
}

TEST_CASE("an assertion is refused for each thing that is wrong with it") {
  const Client846 client;
  const auto with = [&](const boost::json::object& claims) {
    return client.refusal(client.assertion(claims));
  };
  CHECK(client.refusal(client.assertion({}, {{"kid", "k2"}})) == kNotSigned);
  CHECK(client.refusal(Client846().assertion()) == kNotSigned);
  std::string changed = client.assertion();
  changed[changed.find('.') + 5] ^= 1;
  CHECK_FALSE(client.refusal(changed).empty());
  CHECK(with({{"iss", "client-202"}}) == kNotItsOwn);
  CHECK(with({{"sub", "client-202"}}) == kNotItsOwn);
  CHECK(with({{"iss", nullptr}}) == kNotItsOwn);
  CHECK(with({{"sub", 7}}) == kNotItsOwn);
  const char* audience = "The assertion is for another audience than this token endpoint.";
  CHECK(with({{"aud", "https://elsewhere.test/token"}}) == audience);
  CHECK(with({{"aud", nullptr}}) == audience);
  CHECK(with({{"aud", boost::json::array{}}}) == audience);
  CHECK(with({{"jti", nullptr}}) == "The assertion has no usable jti.");
  CHECK(with({{"jti", ""}}) == "The assertion has no usable jti.");
  CHECK(with({{"jti", std::string(201, 'x')}}) == "The assertion has no usable jti.");
  CHECK(with({{"exp", nullptr}}) == "The assertion does not say when it expires.");
  CHECK(with({{"exp", "1780295700"}}) == "The assertion does not say when it expires.");
  CHECK(with({{"exp", 1e300}}) == "The assertion does not say when it expires.");
  CHECK(with({{"exp", -1}}) == "The assertion does not say when it expires.");
  CHECK(with({{"exp", 1780295400}}) == "The assertion has expired.");
  CHECK(with({{"exp", 1780296001}}) == "The assertion expires too far ahead.");
  CHECK(with({{"nbf", 1780295461}}) == "The assertion is not valid yet.");
  CHECK(with({{"iat", 1780295461}}) == "The assertion is not valid yet.");
  CHECK(with({{"nbf", "soon"}}) == "The assertion is not valid yet.");
  CHECK(client.refusal(*make_jws({{"kid", "k1"}}, "no claims", client.key)) ==
        "The assertion holds no claims.");
  CHECK(client.refusal("garbage") == "This is not a JSON Web Signature in compact form.");
}
