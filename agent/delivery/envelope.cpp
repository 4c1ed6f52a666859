#include "agent/delivery/envelope.h"

#include <fmt/format.h>

#include "agent/signing/http_signature.h"

namespace dataflow::delivery {

Envelope seal(const std::vector<const Change*>& changes, const std::string& council,
              const std::string& standard) {
  Envelope envelope;
  envelope.children = changes.size();
  std::size_t size = 2;
  for (const auto* change : changes) size += change->body.size() + 1;
  envelope.body.reserve(size);
  envelope.body += '[';
  for (const auto* change : changes) {
    if (envelope.body.size() > 1) envelope.body += ',';
    envelope.body += change->body;
  }
  envelope.body += ']';
  envelope.content_digest = signing::content_digest(envelope.body);
  envelope.idempotency_key =
      sha256(fmt::format("{}\n{}\n{}", council, standard, envelope.content_digest)).hex();
  return envelope;
}

}  // namespace dataflow::delivery
