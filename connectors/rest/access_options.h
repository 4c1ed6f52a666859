// What stands under `source:` as the access to an API.
#pragma once

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "connectors/connector.h"
#include "connectors/rest/access.h"

namespace dataflow::connectors::rest {

/// The options of the access, with their help.
[[nodiscard]] std::vector<Option> access_options();

/// Remedy stop when url is no https address, or it is not plain how the agent proves who it is. The
/// clock must outlive the access.
[[nodiscard]] Result<Access> access_in(const Options& options, const Clock& clock);

}  // namespace dataflow::connectors::rest
