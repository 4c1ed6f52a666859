// Why TLS was refused, by us or by the other side, and what council IT can do about it.
#pragma once

#include <optional>
#include <string>

#include "agent/core/error.h"
#include "agent/http/client.h"
#include "agent/http/failure.h"

namespace dataflow::http {

/// Nothing where the failure is not one of TLS. Remedy stop, since no certificate mends itself;
/// wait where the cause is not plain.
[[nodiscard]] std::optional<Error> tls_error(const Failure& failure, const std::string& url,
                                             const ClientOptions& options);

/// The error of a web server in front of the endpoint that lacks or refuses the client certificate,
/// and says so as a response instead of in TLS; nothing for any other response. Remedy stop.
[[nodiscard]] std::optional<Error> certificate_refused(const Response& response,
                                                       const std::string& url,
                                                       const ClientOptions& options);

}  // namespace dataflow::http
