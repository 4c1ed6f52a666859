// The ResponseSignature proves to a council what the receiver answered, and to which request.
#pragma once

#include <optional>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/signing/http_signature.h"
#include "receiver/message.h"

namespace dataflow::receiver {

/// The label of the receiver's signatures in Signature-Input.
inline constexpr char kReceiverLabel[] = "receiver";

/// Adds Content-Digest (RFC 9530), Signature-Input and Signature (RFC 9421) to the answer. Covered
/// are @status, content-digest and, where the answer has one, content-type; and of the request,
/// with the parameter `req`, content-digest and idempotency-key where it has them. Parameters:
/// created, keyid, alg. On an error nothing is added.
[[nodiscard]] Result<void> sign_response(Answer& answer, const Head& request,
                                         const signing::Signer& signer, Instant created);

}  // namespace dataflow::receiver
