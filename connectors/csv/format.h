// The Format of the CSV files as the settings give it.
#pragma once

#include "connectors/connector.h"
#include "connectors/csv/encoding.h"

namespace dataflow::connectors::csv {

struct Format {
  EncodingChoice encoding = EncodingChoice::automatic;
  char delimiter = ',';
};

/// From the options `encoding` and `delimiter`. An error lists what may be written.
[[nodiscard]] Result<Format> format_of(const Options& options);

}  // namespace dataflow::connectors::csv
