// The rest connector reads an API that gives its tables as pages of JSON over HTTPS.
#pragma once

#include <memory>

#include "agent/core/clock.h"
#include "connectors/connector.h"

namespace dataflow::connectors {

/// The kind `rest`. Options: `profile`, a YAML file that says what the tables are and how they are
/// asked for, and those of connectors/rest/access_options.h: `url`, and `token_url` with its
/// credentials or `key`.
///
/// describe() is what the profile says; the API is not asked. Each read asks for every page of the
/// wished tables, and passes rows on as pages come. They are of one moment as far as the API keeps
/// its promise: what shows that rows moved meanwhile is an error of remedy wait. Numbers arrive as
/// they were written, lists and objects as JSON, what is missing or null as nothing.
///
/// Pages that came with an ETag are kept in memory until the next read, which asks whether they
/// changed.
[[nodiscard]] const Kind& rest_kind();

/// The same with a clock of one's own.
[[nodiscard]] Result<std::unique_ptr<Connector>> open_rest(const Options& options,
                                                           std::shared_ptr<Clock> clock);

}  // namespace dataflow::connectors
