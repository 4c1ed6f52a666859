#include "agent/signing/jwt.h"

#include <algorithm>
#include <cmath>

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"
#include "agent/signing/base64_url.h"

namespace dataflow::signing {

namespace {

constexpr std::size_t kLongestId = 200;
constexpr double kLatest = 253'402'300'799.0;  // the end of the year 9999

Error invalid(std::string what, std::string hint = "") {
  return {Remedy::set_aside, "client assertion", std::move(what), std::move(hint)};
}

std::string text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains({name.data(), name.size()});
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : "";
}

}  // namespace

Result<std::string> make_assertion(const AssertionClaims& claims, const PrivateKey& key,
                                   const AssertionKeyName& name) {
  boost::json::object header = {{"typ", "JWT"}};
  if (!name.key_id.empty()) header["kid"] = name.key_id;
  if (name.certificate) header["x5t#S256"] = base64_url(name.certificate->bytes());
  const boost::json::object payload = {{"iss", claims.client_id},
                                       {"sub", claims.client_id},
                                       {"aud", claims.audience},
                                       {"jti", claims.id},
                                       {"iat", unix_seconds(claims.issued)},
                                       {"nbf", unix_seconds(claims.issued)},
                                       {"exp", unix_seconds(claims.expires)}};
  return make_jws(std::move(header), canonical_json(payload), key);
}

Result<ClientAssertion> ClientAssertion::read(std::string_view text) {
  TRY_ASSIGN(auto jws, Jws::read(text));
  boost::system::error_code problem;
  auto json = boost::json::parse(jws.payload(), problem);
  if (problem || !json.is_object()) return invalid("The assertion holds no claims.");
  return ClientAssertion(std::move(jws), std::move(json.get_object()));
}

std::string ClientAssertion::client_id() const {
  return text("sub");
}

std::string ClientAssertion::id() const {
  return text("jti");
}

Instant ClientAssertion::expires() const {
  return time("exp").value_or(Instant());
}

Result<void> ClientAssertion::verify(const KeyRing& keys,
                                     const AssertionExpectation& expectation) const {
  if (!is_signed(keys)) {
    return invalid("The assertion is not signed with a key of the client.",
                   "Register the client's public key under the key id that it names.");
  }
  if (text("sub") != expectation.client_id || text("iss") != expectation.client_id) {
    return invalid("The assertion is not the client's own: iss and sub have to be its id.");
  }
  if (!is_for(expectation.audience)) {
    return invalid("The assertion is for another audience than this token endpoint.");
  }
  if (id().empty() || id().size() > kLongestId) return invalid("The assertion has no usable jti.");
  return check_time(expectation);
}

bool ClientAssertion::is_signed(const KeyRing& keys) const {
  const std::string key_id = text_of(jws_.header(), "kid");
  const auto signs = [&](const auto& entry) {
    return (key_id.empty() || entry.first == key_id) && jws_.verifies(entry.second);
  };
  return std::any_of(keys.begin(), keys.end(), signs);
}

/// RFC 7519 section 4.1.3: one audience, or a list of them.
bool ClientAssertion::is_for(std::string_view audience) const {
  const auto is_it = [&](const boost::json::value& value) {
    return value.is_string() && std::string_view(value.get_string()) == audience;
  };
  const auto* named = claims_.if_contains("aud");
  if (named == nullptr) return false;
  const auto* list = named->if_array();
  return list ? std::any_of(list->begin(), list->end(), is_it) : is_it(*named);
}

Result<void> ClientAssertion::check_time(const AssertionExpectation& expectation) const {
  const Instant now = expectation.now;
  const auto expires_at = time("exp");
  if (!expires_at) return invalid("The assertion does not say when it expires.");
  if (*expires_at <= now) {
    return invalid("The assertion has expired.", "Check the clocks of both machines.");
  }
  if (*expires_at > now + expectation.longest) {
    return invalid("The assertion expires too far ahead.");
  }
  for (const char* claim : {"nbf", "iat"}) {
    if (!claims_.contains(claim)) continue;
    const auto from = time(claim);
    if (!from || *from > now + expectation.ahead) {
      return invalid("The assertion is not valid yet.", "Check the clocks of both machines.");
    }
  }
  return {};
}

std::string ClientAssertion::text(std::string_view claim) const {
  return text_of(claims_, claim);
}

/// A NumericDate (RFC 7519 section 2), which may have a fraction.
std::optional<Instant> ClientAssertion::time(std::string_view claim) const {
  const auto* value = claims_.if_contains({claim.data(), claim.size()});
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const auto seconds = value->to_number<double>();
  if (!(seconds >= 0 && seconds <= kLatest)) return std::nullopt;
  return Instant(std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

}  // namespace dataflow::signing
