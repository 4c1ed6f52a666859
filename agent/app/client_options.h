// What the HTTPS client is opened with: the settings of the way to the endpoint, with their
// secrets.
#pragma once

#include "agent/core/result.h"
#include "agent/http/client_options.h"
#include "agent/settings/endpoint_settings.h"

namespace dataflow::app {

/// Reads the secrets that the client needs. Remedy stop.
[[nodiscard]] Result<http::ClientOptions> client_options(const settings::Endpoint& endpoint);

}  // namespace dataflow::app
