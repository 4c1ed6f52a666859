// What a proxy that refuses to connect wants, and what council IT can do about it.
#pragma once

#include <string>

#include "agent/core/error.h"
#include "agent/http/failure.h"

namespace dataflow::http {

/// The error of a failure that is refused_by_proxy. Remedy stop, but wait where the proxy itself
/// could not get through.
[[nodiscard]] Error proxy_error(const Failure& failure, const std::string& url, const Proxy& proxy);

}  // namespace dataflow::http
