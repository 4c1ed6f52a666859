// A Failure is how an exchange by libcurl ended without a response, and what a person can do then.
#pragma once

#include <string>

#include <curl/curl.h>

#include "agent/core/error.h"
#include "agent/http/client.h"
#include "agent/http/client_options.h"

namespace dataflow::http {

struct Failure {
  CURLcode code = CURLE_OK;
  std::string detail;       ///< libcurl's own words; may be empty. They hold no secret
  long verified = 0;        ///< OpenSSL's verdict (X509_V_...) on the endpoint's certificate
  long proxy_status = 0;    ///< what a proxy answered to the CONNECT; 0 if it was not asked
  long proxy_verified = 0;  ///< the verdict on the certificate of a proxy that speaks TLS itself
};

/// How the exchange that just ended with `code` failed.
[[nodiscard]] Failure failure_of(CURL* handle, CURLcode code, const char* detail);

/// Whether the proxy wants to know who asks, and was not content with what it was told.
[[nodiscard]] bool asks_who(const Failure& failure);

/// Whether the connection was refused before it stood, so that a CONNECT was all that was sent.
[[nodiscard]] bool refused_by_proxy(const Failure& failure);

/// Where on its way the request ended.
[[nodiscard]] Stage stage_of(const Failure& failure, const std::string& url,
                             const ClientOptions& options);

/// What went wrong in one sentence, and what to do. Remedy wait, or stop where it will not mend
/// itself. `options` are those the client was opened with.
[[nodiscard]] Error error_of(const Failure& failure, const std::string& url,
                             const ClientOptions& options);

}  // namespace dataflow::http
