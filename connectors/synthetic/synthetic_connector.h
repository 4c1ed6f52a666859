// A source that needs no database: the made-up council, read as if it were one.
#pragma once

#include "connectors/connector.h"

namespace dataflow::connectors {

/// The kind `synthetic`, for demonstrations, rehearsals and tests. Its tables are those of the
/// Standard Safeguarding Dataset; the same options give the same rows.
[[nodiscard]] const Kind& synthetic_kind();

}  // namespace dataflow::connectors
