// A SignedAnswer is an endpoint's answer with its signature: proof of what it received.
#pragma once

#include <optional>
#include <string>

#include "agent/core/result.h"
#include "agent/delivery/answer.h"
#include "agent/signing/http_signature.h"

namespace dataflow::delivery {

/// What the signature is over (RFC 9421): of the answer, and of the request that it answers.
struct SignedAnswer {
  int status = 0;
  std::string content_type;     ///< header value
  std::string request_digest;   ///< Content-Digest of the request
  std::string idempotency_key;  ///< of the request
  AnswerSignature signature;
};

/// Whether one of these keys signed that answer to that request. With `now` the signature has to be
/// of the last five minutes; without it, as for answers that were stored, of any time. The answer's
/// body is the caller's to hold against the content digest. The error says what is wrong; remedy
/// stop.
[[nodiscard]] Result<void> verify_answer(const SignedAnswer& answer,
                                         const signing::FindKey& find_key,
                                         std::optional<Instant> now);

}  // namespace dataflow::delivery
