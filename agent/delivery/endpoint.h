// The Endpoint is the DfE's API as the agent uses it: signs envelopes, posts them, reads the
// answer.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/envelope.h"
#include "agent/core/secret.h"
#include "agent/delivery/token.h"
#include "agent/http/client.h"
#include "agent/signing/http_signature.h"

namespace dataflow::delivery {

struct EndpointOptions {
  std::string url;      ///< the base address
  std::string council;  ///< three digits
  Credentials credentials;
  Secret supplier_key;
  http::ClientOptions client;
  signing::PrivateKey signing_key;
  std::string key_id;
};

/// What an answer means for the children of an envelope.
enum class Verdict {
  accepted,      ///< every child has a receipt
  refused_some,  ///< none of the envelope was taken, because of the children at `refused`
  refused,       ///< none of it was taken, and the answer does not say because of whom
  too_many,      ///< none of it was taken: fewer children to a request
  not_sent,      ///< no byte of it left
  unknown,       ///< it may or may not have been taken
};

struct Answer {
  Verdict verdict = Verdict::unknown;
  int status = 0;                     ///< HTTP; 0 without a response
  std::string request_id;             ///< the endpoint's own name of the request, if it gave one
  std::vector<std::string> receipts;  ///< when accepted, one per child
  std::vector<std::size_t> refused;   ///< when refused_some, positions in the envelope
  Error error;                        ///< when not accepted
  std::optional<std::chrono::seconds> retry_after;  ///< when the endpoint asked for patience
};

/// For one thread. The clock must outlive it.
class Endpoint {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Endpoint>> open(EndpointOptions options,
                                                              const Clock& clock);

  /// The signature of the envelope's request, made now (RFC 9421). Covers the method, the target,
  /// the content's digest and type, and the idempotency key.
  [[nodiscard]] Result<signing::SignatureHeaders> sign(const Envelope& envelope) const;

  /// Posts the envelope. A token that the endpoint no longer takes is renewed once.
  [[nodiscard]] Answer deliver(const Envelope& envelope,
                               const signing::SignatureHeaders& signature);

 private:
  Endpoint(EndpointOptions options, http::Client http, const Clock& clock);
  [[nodiscard]] http::Exchange post(const Envelope& envelope,
                                    const signing::SignatureHeaders& signature,
                                    const Secret& token);

  EndpointOptions options_;
  std::string target_;
  http::Client http_;
  TokenSource tokens_;
  const Clock& clock_;
};

}  // namespace dataflow::delivery
