#include "receiver/contract.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "receiver/media_type.h"
#include "receiver/request_signature.h"

namespace dataflow::receiver {

namespace {

constexpr std::string_view kBefore = "/children_social_care_data/";
constexpr std::string_view kAfter = "/children";
constexpr std::size_t kCodeDigits = 3;

/// The code in {base}/children_social_care_data/{la_code}/children; empty for another path.
std::string_view la_code_of(std::string_view path, std::string_view base) {
  if (!path.starts_with(base)) return {};
  path.remove_prefix(base.size());
  if (!path.starts_with(kBefore) || !path.ends_with(kAfter)) return {};
  if (path.size() != kBefore.size() + kCodeDigits + kAfter.size()) return {};
  const std::string_view code = path.substr(kBefore.size(), kCodeDigits);
  const bool digits =
      std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? code : std::string_view();
}

Answer no_access(std::string text, std::string challenge) {
  return text_answer(401, std::move(text), {{"WWW-Authenticate", std::move(challenge)}});
}

std::optional<Answer> check_token(const Head& head, const TokenDesk& tokens,
                                  Examination& examination) {
  constexpr std::size_t kScheme = 7;  // "Bearer "
  const auto header = head.header("authorization");
  if (!header || ascii::lowered(header->substr(0, kScheme)) != "bearer ") {
    return no_access("The request carries no access token.", "Bearer");
  }
  examination.council = tokens.holder(std::string_view(*header).substr(kScheme));
  if (examination.council != nullptr) return std::nullopt;
  return no_access("The access token is not known or has expired.",
                   R"(Bearer error="invalid_token")");
}

std::optional<Answer> check_council(const Head& head, const Examination& examination) {
  const auto key = head.header("supplierkey");
  if (!key) return text_answer(403, "The SupplierKey header is missing.");
  if (!is_secret(examination.council->supplier_key, *key)) {
    return text_answer(403, "The SupplierKey is not the one of this council.");
  }
  if (examination.la_code != examination.council->code) {
    return text_answer(403, "The access token was issued to another council than the path names.");
  }
  return std::nullopt;
}

std::optional<Answer> check_media_type(const Head& head) {
  if (coding_of(head) == Coding::unknown) {
    return text_answer(415, "The body may be packed by gzip alone.", {{"Accept-Encoding", "gzip"}});
  }
  if (is_media_type(head.header("content-type"), "application/json")) return std::nullopt;
  return text_answer(415, "The Content-Type has to be application/json, in UTF-8.");
}

std::optional<Answer> check_rate(Rate& rate, const Council& council) {
  const auto wait = rate.wait_before(council.code);
  if (!wait) return std::nullopt;
  return text_answer(429, "There were too many requests in the last minute.",
                     {{"Retry-After", std::to_string(wait->count())}});
}

}  // namespace

Route Contract::route_of(const Head& head) const {
  if (head.path() == standing_.settings.token_path) return Route::token;
  const bool names_council = !la_code_of(head.path(), standing_.settings.base_path).empty();
  return names_council ? Route::children : Route::unknown;
}

Examination Contract::examine_head(const Head& head) const {
  Examination found;
  found.route = route_of(head);
  found.la_code = la_code_of(head.path(), standing_.settings.base_path);
  if (found.route == Route::unknown) {
    found.refusal = text_answer(404, "There is nothing at this path.");
  } else if (head.method != "POST") {
    found.refusal = text_answer(405, "Only POST is served at this path.", {{"Allow", "POST"}});
  }
  if (found.refusal || found.route == Route::token) return found;
  found.refusal = check_token(head, standing_.tokens, found);
  if (!found.refusal) found.refusal = check_council(head, found);
  if (!found.refusal) found.refusal = check_media_type(head);
  if (!found.refusal) found.refusal = check_rate(standing_.rate, *found.council);
  return found;
}

Payload Contract::examine_body(const Head& head, std::string_view body, Examination& found) {
  check_signature(head, body, found);
  if (!found.refusal && coding_of(head) == Coding::gzip) unpack(body, found);
  if (found.refusal) return {};
  auto read = reader_.read(found.plain ? *found.plain : body);
  if (auto* payload = std::get_if<Payload>(&read)) return std::move(*payload);
  found.refusal = std::move(std::get<Answer>(read));
  return {};
}

/// Digest and signature are of the body as it came, packed or not (RFC 9530 section 2).
void Contract::check_signature(const Head& head, std::string_view body, Examination& found) {
  found.body_digest = sha256(body);
  const RequestSignature signature(head, *found.body_digest, body);
  if (signature.present() || standing_.settings.signatures == Signatures::required) {
    const auto verified = signature.verify(*found.council, standing_.clock.now());
    found.signature = verified ? Signature::verified : Signature::failed;
    if (verified) {
      found.key_id = verified->key_id;
      found.signed_at = verified->created;
    } else {
      found.refusal = no_access(sentence_of(verified.error()), "Signature");
    }
  } else if (!signature.digest_fits()) {
    found.refusal = text_answer(400, "The Content-Digest is not the SHA-256 of the body.");
  }
}

void Contract::unpack(std::string_view body, Examination& found) {
  auto unpacked = unpacker_.unpack(body, standing_.settings.most_body_bytes);
  if (auto* text = std::get_if<std::string>(&unpacked)) {
    found.plain = std::move(*text);
  } else {
    found.refusal = std::move(std::get<Answer>(unpacked));
  }
}

std::string Contract::unpacked(const Head& head, std::string_view body) {
  if (coding_of(head) != Coding::gzip) return std::string(body);
  auto read = unpacker_.unpack(body, standing_.settings.most_body_bytes);
  auto* text = std::get_if<std::string>(&read);
  return text ? std::move(*text) : "";
}

}  // namespace dataflow::receiver
