#include "agent/oauth/token.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/aes_gcm.h"
#include "agent/http/percent.h"

namespace dataflow::oauth {

namespace {

constexpr std::chrono::seconds kMargin{60};
constexpr std::chrono::seconds kDefaultLife{300};  // RFC 6749: expires_in is only recommended

constexpr std::chrono::minutes kAssertionLife{5};
constexpr std::size_t kAssertionIdBytes = 16;

std::chrono::seconds life_of(const boost::json::object& answer) {
  const auto* seconds = answer.if_contains("expires_in");
  if (seconds == nullptr || !seconds->is_int64()) return kDefaultLife;
  return std::chrono::seconds(
      std::clamp<std::int64_t>(seconds->get_int64(), 1, std::int64_t{24} * 3600));
}

/// Whether it can stand in a header: one or more visible characters (RFC 6749 appendix A.12).
bool is_token(std::string_view text) {
  const auto visible = [](char c) { return c >= 0x20 && c <= 0x7e; };
  return !text.empty() && std::all_of(text.begin(), text.end(), visible);
}

Error refusal(const std::string& where, int status) {
  const bool refused = status >= 400 && status < 429;
  return Error{refused ? Remedy::stop : Remedy::wait, where,
               fmt::format("The token endpoint answered with status {}.", status),
               refused ? "Check client_id, client_secret or client_key, and scope." : ""};
}

}  // namespace

std::optional<IssuedToken> read_token(std::string_view json) {
  boost::json::error_code problem;
  const auto answer = boost::json::parse(json, problem);
  const auto* token =
      !problem && answer.is_object() ? answer.get_object().if_contains("access_token") : nullptr;
  if (token == nullptr || !token->is_string()) return std::nullopt;
  if (!is_token(token->get_string())) return std::nullopt;
  return IssuedToken{Secret(std::string(token->get_string())), life_of(answer.get_object())};
}

Result<Secret> TokenSource::token() {
  const std::lock_guard lock(mutex_);
  if (!token_ || token_->good_until <= clock_.now()) {
    token_.reset();
    TRY_ASSIGN(token_, fetch());
  }
  return token_->value;
}

void TokenSource::forget(const Secret& refused) {
  const std::lock_guard lock(mutex_);
  if (token_ && token_->value.reveal() == refused.reveal()) token_.reset();
}

Result<Secret> TokenSource::form() const {
  TRY_ASSIGN(const std::string proof, this->proof());
  const std::string& scope = credentials_.scope;
  return Secret(fmt::format("grant_type=client_credentials&client_id={}{}{}{}",
                            http::percent_encoded(credentials_.client_id),
                            scope.empty() ? "" : "&scope=", http::percent_encoded(scope), proof));
}

/// The rest of the form: the secret, or an assertion that the key has signed just now.
Result<std::string> TokenSource::proof() const {
  const auto& key = credentials_.client_key;
  if (!key) return "&client_secret=" + http::percent_encoded(credentials_.client_secret.reveal());
  TRY_ASSIGN(const Secret id, random_key(kAssertionIdBytes));
  const Instant now = clock_.now();
  TRY_ASSIGN(const std::string assertion,
             signing::make_assertion({credentials_.client_id, credentials_.token_url,
                                      hex(id.reveal()), now, now + kAssertionLife},
                                     key->key, key->name));
  return fmt::format("&client_assertion_type={}&client_assertion={}",
                     http::percent_encoded(signing::kAssertionType), assertion);
}

Result<TokenSource::Held> TokenSource::fetch() {
  TRY_ASSIGN(const Secret form, this->form());
  const Instant asked = clock_.now();
  const auto exchange = http_.post(
      {credentials_.token_url,
       {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
       form.reveal()});
  if (!exchange.response) return exchange.error;
  const http::Response& response = *exchange.response;
  if (response.status != 200) return refusal(credentials_.token_url, response.status);
  auto issued = read_token(response.body);
  if (!issued) {
    return Error{Remedy::stop, credentials_.token_url,
                 "The answer of the token endpoint holds no access token.",
                 "Check the setting token_url."};
  }
  return Held{std::move(issued->value), asked + std::max(issued->life - kMargin, issued->life / 2)};
}

}  // namespace dataflow::oauth
