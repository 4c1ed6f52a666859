// The Endpoint is the API that records are sent to, and how this council proves itself to it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "agent/core/clock.h"
#include "agent/core/envelope.h"
#include "agent/core/secret.h"
#include "agent/delivery/profile.h"
#include "agent/http/client.h"
#include "agent/oauth/token.h"
#include "agent/signing/http_signature.h"

namespace dataflow::delivery {

/// A key with the name under which the endpoint knows its public half.
struct SigningKey {
  signing::PrivateKey key;
  std::string id;
};

struct EndpointOptions {
  std::string url;      ///< the base address
  std::string council;  ///< three digits
  Profile profile;
  oauth::Credentials credentials;
  Secret supplier_key;
  http::ClientOptions client;
  SigningKey signing_key;
  std::optional<SigningKey> previous_key;  ///< signs as well, while the endpoint may know only it
  signing::KeyRing answer_keys;            ///< those that the endpoint signs its answers with
};

/// Immutable but for its tokens; lines on several threads may share it. The clock must outlive it.
class Endpoint {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Endpoint>> open(EndpointOptions options,
                                                              const Clock& clock);

  /// An envelope with these changes, compressed where the profile says so.
  [[nodiscard]] Result<Envelope> seal(const std::vector<const Change*>& changes,
                                      const std::string& standard) const;

  /// The signature of the envelope's request, made now (RFC 9421). Covers the method, the target,
  /// the content's digest, type and encoding, and the idempotency key. By both keys, where one
  /// replaces another.
  [[nodiscard]] Result<signing::SignatureHeaders> sign(const Envelope& envelope) const;

  /// Where envelopes are posted.
  [[nodiscard]] const std::string& target() const { return target_; }
  [[nodiscard]] const EndpointOptions& options() const { return options_; }
  [[nodiscard]] const Profile& profile() const { return options_.profile; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] oauth::TokenSource& tokens() const { return *tokens_; }

 private:
  Endpoint(EndpointOptions options, http::Client token_client, const Clock& clock);

  EndpointOptions options_;
  std::string target_;
  std::unique_ptr<oauth::TokenSource> tokens_;
  const Clock& clock_;
};

}  // namespace dataflow::delivery
