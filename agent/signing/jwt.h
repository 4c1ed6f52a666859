// A ClientAssertion is a JWT by which a client proves who it is without a secret (RFC 7523).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/digest.h"
#include "agent/core/result.h"
#include "agent/signing/jws.h"
#include "agent/signing/key_ring.h"

namespace dataflow::signing {

/// The value of client_assertion_type (RFC 7523 section 2.2).
inline constexpr char kAssertionType[] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What an assertion says (RFC 7523 section 3).
struct AssertionClaims {
  std::string client_id;  ///< iss and sub
  std::string audience;   ///< aud: the URL of the token endpoint
  std::string id;         ///< jti: never the same twice, such as a UUID
  Instant issued;         ///< iat and nbf; whole seconds are written
  Instant expires;        ///< exp
};

/// How the header names the key: by its id, its certificate, or both.
struct AssertionKeyName {
  std::string key_id;                 ///< kid; empty: left out
  std::optional<Digest> certificate;  ///< x5t#S256: SHA-256 of the certificate in DER
};

/// Signs an assertion: EdDSA, ES256 or PS256, by the kind of key. Remedy stop.
[[nodiscard]] Result<std::string> make_assertion(const AssertionClaims& claims,
                                                 const PrivateKey& key,
                                                 const AssertionKeyName& name);

/// What a token endpoint asks of an assertion.
struct AssertionExpectation {
  std::string client_id;
  std::string audience;
  Instant now;
  std::chrono::seconds longest;  ///< how far ahead it may expire
  std::chrono::seconds ahead;    ///< how far the client's clock may run ahead
};

class ClientAssertion {
 public:
  /// Takes the text apart; nothing of it is to be believed before verify().
  [[nodiscard]] static Result<ClientAssertion> read(std::string_view text);

  /// Whose it claims to be (sub); empty when it does not say.
  [[nodiscard]] std::string client_id() const;

  /// Its jti, and when it expires: for remembering so long that it was used. Zero time without one.
  [[nodiscard]] std::string id() const;
  [[nodiscard]] Instant expires() const;

  /// Verifies signature and claims. `keys` are the client's, by key id: where the assertion names
  /// none of them any may have signed it. The error (remedy set_aside) is one sentence and holds
  /// nothing of the assertion.
  [[nodiscard]] Result<void> verify(const KeyRing& keys,
                                    const AssertionExpectation& expectation) const;

 private:
  ClientAssertion(Jws jws, boost::json::object claims)
      : jws_(std::move(jws)), claims_(std::move(claims)) {}

  [[nodiscard]] std::string text(std::string_view claim) const;
  [[nodiscard]] std::optional<Instant> time(std::string_view claim) const;
  [[nodiscard]] bool is_signed(const KeyRing& keys) const;
  [[nodiscard]] bool is_for(std::string_view audience) const;
  [[nodiscard]] Result<void> check_time(const AssertionExpectation& expectation) const;

  Jws jws_;
  boost::json::object claims_;
};

}  // namespace dataflow::signing
