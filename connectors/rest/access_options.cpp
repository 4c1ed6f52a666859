#include "connectors/rest/access_options.h"

#include <utility>

#include "agent/http/address.h"

namespace dataflow::connectors::rest {

namespace {

Error unclear(std::string what, std::string hint) {
  return {Remedy::stop, "source", std::move(what), std::move(hint)};
}

std::uint64_t positive(const Options& options, const char* name, std::uint64_t otherwise) {
  const long given = options.whole_number(name, 0);
  return given <= 0 ? otherwise : static_cast<std::uint64_t>(given);
}

std::chrono::seconds seconds_in(const Options& options, const char* name,
                                std::chrono::seconds otherwise) {
  return std::chrono::seconds(
      positive(options, name, static_cast<std::uint64_t>(otherwise.count())));
}

Bounds bounds_in(const Options& options) {
  Bounds bounds;
  bounds.time = seconds_in(options, "most_seconds", bounds.time);
  bounds.patience = seconds_in(options, "most_patience_seconds", bounds.patience);
  bounds.pages = positive(options, "most_pages", bounds.pages);
  bounds.bytes = positive(options, "most_megabytes", bounds.bytes >> 20U) << 20U;
  return bounds;
}

http::ClientOptions client_in(const Options& options) {
  http::ClientOptions client;
  client.ca_file = options.text("ca_file");
  client.timeout = seconds_in(options, "timeout_seconds", client.timeout);
  client.most_response_bytes = positive(options, "most_page_megabytes", 16) << 20U;
  return client;
}

Result<std::string> https_url(const Options& options, const char* name) {
  std::string url = options.text(name);
  while (url.ends_with('/')) url.pop_back();
  if (url.find_first_of("?#@ ") == std::string::npos && http::same_server(url, url)) return url;
  return unclear(std::string("'") + name + "' is no usable address.",
                 "Write one that begins with https:// and has no user and no parameters.");
}

Result<std::unique_ptr<oauth::TokenSource>> tokens_in(const Options& options, const Clock& clock) {
  oauth::Credentials credentials;
  TRY_ASSIGN(credentials.token_url, https_url(options, "token_url"));
  credentials.client_id = options.text("client_id");
  credentials.client_secret = options.secret("client_secret");
  credentials.scope = options.text("scope");
  if (credentials.client_id.empty() || credentials.client_secret.empty()) {
    return unclear("token_url needs client_id and client_secret.", "");
  }
  auto client_options = client_in(options);
  TRY_ASSIGN(auto client, http::Client::open(client_options));
  return std::make_unique<oauth::TokenSource>(std::move(credentials), std::move(client), clock);
}

}  // namespace

std::vector<Option> access_options() {
  using Type = Option::Type;
  return {
      {"url", Type::text, true, "The address of the API, which begins with https://."},
      {"token_url", Type::text, false, "Where access tokens are issued."},
      {"client_id", Type::text, false, "By which the token service knows the agent.", "token_url"},
      {"client_secret", Type::secret, false, "Where the client secret is kept.", "token_url"},
      {"scope", Type::text, false, "The scope of the tokens.", "token_url"},
      {"key", Type::secret, false, "Where a key is kept, in place of tokens.", "", {"token_url"}},
      {"key_header", Type::text, false, "The header of the key; Authorization, as a Bearer token.",
       "key"},
      {"ca_file", Type::path, false, "PEM file of the API's private certificate authority."},
      {"timeout_seconds", Type::whole_number, false, "For one request."},
      {"most_seconds", Type::whole_number, false, "For one read of all tables."},
      {"most_patience_seconds", Type::whole_number, false,
       "How long one read waits for an API that asks to be left alone."},
      {"most_pages", Type::whole_number, false, "How many pages one read asks for."},
      {"most_megabytes", Type::whole_number, false, "How much one read takes."},
      {"most_page_megabytes", Type::whole_number, false, "How large one page may be."}};
}

Result<Access> access_in(const Options& options, const Clock& clock) {
  Access access;
  TRY_ASSIGN(access.url, https_url(options, "url"));
  access.client = client_in(options);
  access.bounds = bounds_in(options);
  access.key = {options.text("key_header", "Authorization"), options.secret("key")};
  const bool has_tokens = !options.text("token_url").empty();
  if (has_tokens != access.key.value.empty()) {
    return unclear("It is not plain how the agent proves who it is.",
                   "Write either token_url with client_id and client_secret, or key.");
  }
  if (access.key.header.find_first_of(": \r\n") != std::string::npos) {
    return unclear("'key_header' is no name of a header.", "");
  }
  if (access.key.value.reveal().find_first_of("\r\n") != std::string::npos) {
    return unclear("'key' holds a line end.", "A key that stands in a header is one line.");
  }
  if (!has_tokens) return access;
  TRY_ASSIGN(access.tokens, tokens_in(options, clock));
  return access;
}

}  // namespace dataflow::connectors::rest
