// A RequestSignature is the HTTP Message Signature (RFC 9421) that a request may carry.
#pragma once

#include <string>
#include <string_view>

#include "agent/core/clock.h"
#include "agent/core/digest.h"
#include "agent/core/result.h"
#include "agent/signing/http_signature.h"
#include "receiver/council.h"
#include "receiver/message.h"

namespace dataflow::receiver {

/// Refers to the head and the body, which must outlive it.
class RequestSignature {
 public:
  /// `digest` is the SHA-256 of the body.
  RequestSignature(const Head& head, const Digest& digest, std::string_view body)
      : head_(head), digest_(digest), body_(body) {}

  /// Whether the request has a Signature or a Signature-Input header.
  [[nodiscard]] bool present() const;

  /// Whether the Content-Digest, if there is one, is that of the body.
  [[nodiscard]] bool digest_fits() const;

  /// The council's key that the signature verified with, and when it was made. It has to cover
  /// @method,
  /// @target-uri, content-digest, content-type and idempotency-key, and to be made in the last five
  /// minutes; the sender's clock may run one minute ahead. The error says what is wrong.
  [[nodiscard]] Result<signing::Verified> verify(const Council& council, Instant now) const;

 private:
  const Head& head_;
  const Digest& digest_;
  std::string_view body_;
};

}  // namespace dataflow::receiver
