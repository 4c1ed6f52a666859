#include "receiver/request_signature.h"

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "receiver/media_type.h"

namespace dataflow::receiver {

namespace {

constexpr std::chrono::minutes kOldest{5};
constexpr std::chrono::minutes kAhead{1};

Error refusal(std::string what, std::string hint = "") {
  return {Remedy::set_aside, "signature", std::move(what), std::move(hint)};
}

/// A component of the request (RFC 9421 sections 2.1 and 2.2). This endpoint is reached by HTTPS
/// alone, so the scheme is known.
std::optional<std::string> component(const Head& head, std::string_view name) {
  const std::string host = head.header("host").value_or("");
  if (name == "@method") return head.method;
  if (name == "@target-uri") return "https://" + host + head.target;
  if (name == "@authority") return ascii::lowered(host);
  if (name == "@scheme") return "https";
  if (name == "@request-target") return head.target;
  if (name == "@path") return std::string(head.path());
  if (name == "@query") {
    const std::string query = head.target.substr(head.path().size());
    return query.empty() ? "?" : query;
  }
  if (name.starts_with('@')) return std::nullopt;
  return head.header(name);
}

}  // namespace

bool RequestSignature::present() const {
  return head_.header("signature") || head_.header("signature-input");
}

bool RequestSignature::digest_fits() const {
  const auto header = head_.header("content-digest");
  if (!header || *header == fmt::format("sha-256=:{}:", digest_.base64())) return true;
  return signing::content_digest_matches(*header, body_);
}

Result<signing::Verified> RequestSignature::verify(const Council& council, Instant now) const {
  const auto signature = head_.header("signature");
  const auto input = head_.header("signature-input");
  if (!signature || !input) {
    return refusal("The request is not signed.", "Send Signature and Signature-Input (RFC 9421).");
  }
  const signing::Expectation expectation{
      {"@method", "@target-uri", "content-digest", "content-type", "idempotency-key"},
      now,
      kOldest,
      kAhead};
  TRY_ASSIGN(auto verified, signing::verify(
                                {*input, *signature}, expectation,
                                [&](std::string_view name) { return component(head_, name); },
                                signing::keys_in(council.signing_keys)));
  if (!digest_fits()) return refusal("The Content-Digest is not the SHA-256 of the body.");
  return verified;
}

}  // namespace dataflow::receiver
