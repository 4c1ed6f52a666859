#include "agent/http/failure.h"

#include <fmt/format.h>

#include "agent/http/proxy_refusal.h"
#include "agent/http/tls_refusal.h"

namespace dataflow::http {

namespace {

Error no_connection(const Failure& failure, const std::string& url, const ClientOptions& options) {
  const auto what = fmt::format("No connection: {}.", failure.detail);
  const bool named = options.proxy.use == Proxy::Use::named;
  return {Remedy::wait, url, what,
          named ? "Check that the proxy is up, and that the address under proxy is right."
                : "Check that the endpoint is up and the firewall lets it pass, or name a proxy."};
}

Error unknown_name(const Failure& failure, const std::string& url) {
  return {Remedy::wait, url, fmt::format("No connection: {}.", failure.detail),
          failure.code == CURLE_COULDNT_RESOLVE_PROXY
              ? "Check the address of the proxy and the name server."
              : "Check the address and the name server. Where only a proxy knows names outside, "
                "name it."};
}

}  // namespace

Failure failure_of(CURL* handle, CURLcode code, const char* detail) {
  Failure failure{code, *detail != '\0' ? detail : curl_easy_strerror(code)};
  // These questions only fail for a handle that never was one.
  curl_easy_getinfo(handle, CURLINFO_SSL_VERIFYRESULT, &failure.verified);
  curl_easy_getinfo(handle, CURLINFO_PROXY_SSL_VERIFYRESULT, &failure.proxy_verified);
  curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &failure.proxy_status);
  return failure;
}

Stage stage_of(const Failure& failure, const std::string& url, const ClientOptions& options) {
  if (refused_by_proxy(failure)) return Stage::proxy;
  if (tls_error(failure, url, options)) return Stage::tls;
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_URL_MALFORMAT:
      return Stage::name;
    case CURLE_COULDNT_CONNECT:
      return Stage::connection;
    case CURLE_WRITE_ERROR:  // only a body that is too large is ever refused
      return Stage::size;
    default:
      return Stage::exchange;
  }
}

Error error_of(const Failure& failure, const std::string& url, const ClientOptions& options) {
  if (refused_by_proxy(failure)) return proxy_error(failure, url, options.proxy);
  if (auto refusal = tls_error(failure, url, options)) return *refusal;
  switch (failure.code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {Remedy::stop, url, "This is not a usable address.", "Check the setting url."};
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unknown_name(failure, url);
    case CURLE_COULDNT_CONNECT:
      return no_connection(failure, url, options);
    case CURLE_WRITE_ERROR:
      return {Remedy::wait, url,
              fmt::format("The answer has more than {} MB.", options.most_response_bytes >> 20U),
              ""};
    default:
      return {Remedy::wait, url, fmt::format("No answer: {}.", failure.detail), ""};
  }
}

}  // namespace dataflow::http
