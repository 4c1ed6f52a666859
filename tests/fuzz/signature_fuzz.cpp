// libFuzzer over HTTP signatures. Lines of the input: Signature-Input, Signature, Content-Digest;
// the rest is the body.

#include <fmt/format.h>

#include "agent/signing/http_signature.h"
#include "agent/signing/structured_field.h"
#include "tests/fuzz/choosing.h"
#include "tests/fuzz/known_keys.h"
#include "tests/fuzz/promise.h"

namespace {

using namespace dataflow;
using namespace dataflow::signing;

std::string serialise(const Item& item) {
  return signing::serialise(item.value) + signing::serialise(item.parameters);
}

std::string serialise(const Dictionary& dictionary) {
  std::string text;
  for (const auto& [name, member] : dictionary) {
    if (!text.empty()) text += ", ";
    const auto* list = std::get_if<InnerList>(&member);
    text +=
        name + "=" + (list ? signing::serialise(*list) : serialise(*std::get_if<Item>(&member)));
  }
  return text;
}

void hold_dictionary(std::string_view text) {
  const auto read = parse_dictionary(text);
  if (!read) return;
  const std::string written = serialise(*read);
  const auto again = parse_dictionary(written);
  promise(again.has_value(), "what was serialised can be parsed");
  promise(again->size() == read->size(), "no member gets lost");
  promise(serialise(*again) == written, "what was parsed serialises to the same");
}

void hold_digest(std::string_view header, std::string_view body) {
  promise(content_digest_matches(content_digest(body), body), "a body has its own digest");
  if (!content_digest_matches(header, body)) return;
  promise(!content_digest_matches(header, std::string(body) + "x"), "no other body has it");
}

/// The message of the seeds, RFC 9421 appendix B.2, with `change` after each value.
std::function<std::optional<std::string>(std::string_view)> message(std::string_view digest,
                                                                    const std::string& change) {
  return [=](std::string_view name) -> std::optional<std::string> {
    if (name == "content-digest") return std::string(digest) + change;
    const auto known = fuzz::value_of(name);
    return known ? std::optional(*known + change) : std::nullopt;
  };
}

/// An hour, so that the seeds, which are all of one second, stay within it when they are changed.
Expectation expectation() {
  return {{"@method"}, fuzz::kCreated, std::chrono::hours(1), std::chrono::hours(1)};
}

void hold_verified(const SignatureHeaders& headers, const Verified& verified,
                   std::string_view digest) {
  promise(fuzz::known_key(verified.key_id).has_value(), "only a known key signs");
  const auto distance = verified.created - fuzz::kCreated;
  promise(distance <= std::chrono::hours(1) && -distance <= std::chrono::hours(1),
          "no signature is taken that is stale, or of the future");
  promise(!verify(headers, expectation(), message(digest, "x"), fuzz::known_key),
          "a changed message does not verify");
  promise(!verify(headers, expectation(), message(digest, ""), fuzz::other_key),
          "another key does not verify");
}

void hold_signature(const SignatureHeaders& headers, std::string_view digest) {
  const auto nobody = [](std::string_view) { return std::optional<PublicKey>(); };
  promise(!verify(headers, expectation(), message(digest, ""), nobody),
          "the signature of an unknown key does not verify");
  const auto verified = verify(headers, expectation(), message(digest, ""), fuzz::known_key);
  if (verified) hold_verified(headers, *verified, digest);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choosing input(data, size);
  const SignatureHeaders headers{std::string(input.line()), std::string(input.line())};
  const std::string_view digest = input.line();
  for (const std::string_view text :
       {std::string_view(headers.signature_input), std::string_view(headers.signature), digest}) {
    hold_dictionary(text);
  }
  hold_digest(digest, input.rest());
  hold_signature(headers, digest);
  return 0;
}
