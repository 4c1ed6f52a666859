// Fetches access tokens by OAuth 2.0 client credentials (RFC 6749 section 4.4), kept in memory
// only.
#pragma once

#include <optional>
#include <string>

#include "agent/core/clock.h"
#include "agent/core/secret.h"
#include "agent/http/client.h"

namespace dataflow::delivery {

struct Credentials {
  std::string token_url;
  std::string client_id;
  Secret client_secret;
  std::string scope;
};

/// For one thread. The client and the clock must outlive it.
class TokenSource {
 public:
  TokenSource(Credentials credentials, http::Client& http, const Clock& clock)
      : credentials_(std::move(credentials)), http_(http), clock_(clock) {}

  /// A token with at least a minute to live; fetched anew when the one in memory is older. Errors:
  /// wait when the token endpoint cannot be reached or is busy, stop when it refuses the
  /// credentials.
  [[nodiscard]] Result<Secret> token();

  /// Forgets the token, because the endpoint refused it.
  void forget() { token_.reset(); }

 private:
  struct Held {
    Secret value;
    Instant good_until;
  };
  [[nodiscard]] Result<Held> fetch();

  Credentials credentials_;
  http::Client& http_;
  const Clock& clock_;
  std::optional<Held> token_;
};

}  // namespace dataflow::delivery
