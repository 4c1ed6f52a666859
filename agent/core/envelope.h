// An Envelope is the exact bytes of one request: the changes of up to a hundred children.
#pragma once

#include <string>
#include <vector>

#include "agent/core/digest.h"

namespace dataflow {

/// What is to be told of one child: the whole document with the purges it needs, or the purge of
/// the child.
struct Change {
  std::string body;  ///< RFC 8785 canonical JSON
  Digest digest;     ///< SHA-256 of `body`
};

struct Envelope {
  std::string body;             ///< a JSON array with one object per child, perhaps compressed
  std::string encoding;         ///< Content-Encoding of the body, "gzip"; empty when it is plain
  std::vector<Digest> digests;  ///< of each change, in the order of the changes
  std::string content_digest;   ///< value of Content-Digest (RFC 9530), over `body`
  std::string idempotency_key;  ///< the same for the same council, standard and changes, for ever

  [[nodiscard]] std::size_t children() const { return digests.size(); }
};

}  // namespace dataflow
