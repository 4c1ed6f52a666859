// Whom a client trusts: the system's authorities or private ones, an inspecting proxy's, pinned
// keys.
#pragma once

#include "agent/core/result.h"
#include "agent/http/client_options.h"
#include "agent/http/option_setter.h"

namespace dataflow::http {

/// The endpoint is trusted by `ca_file`, or else by the system's authorities (on Windows those of
/// its certificate store); a proxy by the system's. The proxy's `ca_file` counts for both besides:
/// a proxy that inspects TLS speaks in the endpoint's name. Certificates are always verified, by
/// TLS 1.2 or newer. Remedy stop where a file holds no certificates.
[[nodiscard]] Result<void> set_trust(OptionSetter& set, const ClientOptions& options);

}  // namespace dataflow::http
