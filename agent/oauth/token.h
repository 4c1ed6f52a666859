// Fetches access tokens by OAuth 2.0 client credentials (RFC 6749 section 4.4), kept in memory
// only.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "agent/core/clock.h"
#include "agent/core/secret.h"
#include "agent/http/client.h"
#include "agent/signing/jwt.h"

namespace dataflow::oauth {

/// A key that proves who the client is, instead of a secret: private_key_jwt (RFC 7523).
struct ClientKey {
  signing::PrivateKey key;
  signing::AssertionKeyName name;  ///< by which the token service knows the public half
};

struct Credentials {
  std::string token_url;
  std::string client_id;
  Secret client_secret;                 ///< empty where there is a key
  std::string scope;                    ///< empty: the one that the token service gives by itself
  std::optional<ClientKey> client_key;  ///< takes the place of the secret
};

/// The token in an answer of a token endpoint (RFC 6749 section 5.1), and for how long it is good.
struct IssuedToken {
  Secret value;
  std::chrono::seconds life;
};

/// Nothing when the text holds no token. Five minutes where it does not say how long it is good.
[[nodiscard]] std::optional<IssuedToken> read_token(std::string_view json);

/// Safe to use from several threads: one of them fetches, the others wait for it. The clock must
/// outlive it.
class TokenSource {
 public:
  TokenSource(Credentials credentials, http::Client http, const Clock& clock)
      : credentials_(std::move(credentials)), http_(std::move(http)), clock_(clock) {}

  /// A token with at least a minute to live; fetched anew when the one in memory is older. Errors:
  /// wait when the token endpoint cannot be reached or is busy, stop when it refuses the
  /// credentials.
  [[nodiscard]] Result<Secret> token();

  /// Forgets this token, because the endpoint refused it. One that was fetched since stays.
  void forget(const Secret& refused);

 private:
  struct Held {
    Secret value;
    Instant good_until;
  };
  [[nodiscard]] Result<Held> fetch();
  [[nodiscard]] Result<Secret> form() const;
  [[nodiscard]] Result<std::string> proof() const;

  Credentials credentials_;
  std::mutex mutex_;  // guards what follows
  http::Client http_;
  const Clock& clock_;
  std::optional<Held> token_;
};

}  // namespace dataflow::oauth
