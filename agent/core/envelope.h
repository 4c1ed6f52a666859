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
  std::string body;  ///< a JSON array with one object per child, in the order of the changes
  std::size_t children = 0;
  std::string content_digest;   ///< value of Content-Digest (RFC 9530)
  std::string idempotency_key;  ///< the same for the same council, standard and body, for ever
};

}  // namespace dataflow
