// Reads one table of an API, page by page, and passes on its rows.
#pragma once

#include <string>

#include "agent/core/local_time.h"
#include "agent/core/result.h"
#include "agent/core/snapshot.h"
#include "connectors/rest/api.h"
#include "connectors/rest/api_profile.h"

namespace dataflow::connectors::rest {

/// A table of a profile, as it is read now.
struct TableToRead {
  const ApiTable& table;
  const TableShape& wish;  ///< its columns are the table's, in any capitals
  const std::string& base;
  Zone zone;
};

/// Errors besides the API's: stop when no row has a wished column that the profile does not call
/// optional, because its place is then wrong.
[[nodiscard]] Result<void> read_table(Api& api, const TableToRead& reading, RowSink& sink);

}  // namespace dataflow::connectors::rest
