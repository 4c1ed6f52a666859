// What the endpoint is opened with: the settings, and the secrets and keys that they name.
#pragma once

#include "agent/core/result.h"
#include "agent/delivery/endpoint.h"
#include "agent/settings/settings.h"

namespace dataflow::app {

/// Reads the secrets and the keys. Remedy stop.
[[nodiscard]] Result<delivery::EndpointOptions> endpoint_options(const settings::Settings& settings,
                                                                 const delivery::Profile& profile);

/// The same with a key that is at hand already, such as one that is not written yet.
[[nodiscard]] Result<delivery::EndpointOptions> endpoint_options(const settings::Settings& settings,
                                                                 const delivery::Profile& profile,
                                                                 signing::PrivateKey signing_key);

}  // namespace dataflow::app
