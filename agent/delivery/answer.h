// An Answer is what the endpoint said of one envelope, and what that means for its children.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/error.h"

namespace dataflow::delivery {

/// What an answer means for the children of an envelope. docs/delivery.md has the whole table.
enum class Verdict {
  accepted,      ///< every child has a receipt
  refused_some,  ///< none of the envelope was taken, because of the children at `refused`
  refused,       ///< none of it was taken, because of its content; it is not said because of whom
  forbidden,     ///< none of it was taken: access was refused, or a filter dislikes the content
  too_many,      ///< none of it was taken: fewer children to a request
  not_taken,     ///< none of it was taken, and its content is not the reason
  unknown,       ///< it may or may not have been taken
};

/// How an endpoint signed what it answered (RFC 9421). All empty where it did not.
struct AnswerSignature {
  std::string content_digest;   ///< value of Content-Digest, of the answer's body
  std::string signature_input;  ///< header value
  std::string signature;        ///< header value
};

struct Answer {
  Verdict verdict = Verdict::unknown;
  int status = 0;                     ///< HTTP; 0 without a response
  std::string request_id;             ///< the endpoint's own name of the request, if it gave one
  std::vector<std::string> receipts;  ///< when accepted, one per child
  std::vector<std::size_t> refused;   ///< when refused_some, positions in the envelope
  AnswerSignature signature;
  Error error;                                      ///< when not accepted
  std::optional<std::chrono::seconds> retry_after;  ///< when the endpoint asked for patience
};

}  // namespace dataflow::delivery
