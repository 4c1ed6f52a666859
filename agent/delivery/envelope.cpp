#include "agent/delivery/envelope.h"

#include <fmt/format.h>

#include "agent/signing/http_signature.h"

namespace dataflow::delivery {

namespace {

std::string array_of(const std::vector<const Change*>& changes) {
  std::string body;
  std::size_t size = 2;
  for (const auto* change : changes) size += change->body.size() + 1;
  body.reserve(size);
  body += '[';
  for (const auto* change : changes) {
    if (body.size() > 1) body += ',';
    body += change->body;
  }
  return body + ']';
}

}  // namespace

Envelope seal(const std::vector<const Change*>& changes, const std::string& council,
              const std::string& standard) {
  Envelope envelope;
  envelope.body = array_of(changes);
  for (const auto* change : changes) envelope.digests.push_back(change->digest);
  envelope.content_digest = signing::content_digest(envelope.body);
  envelope.idempotency_key =
      sha256(fmt::format("{}\n{}\n{}", council, standard, envelope.content_digest)).hex();
  return envelope;
}

Envelope seal_nobody() {
  return seal({}, "", "");
}

}  // namespace dataflow::delivery
