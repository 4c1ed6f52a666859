// The Format of the CSV files as the settings give it.
#pragma once

#include "connectors/connector.h"
#include "connectors/csv/encoding.h"
#include "connectors/excel/damage.h"

namespace dataflow::connectors::csv {

struct Format {
  EncodingChoice encoding = EncodingChoice::automatic;
  char delimiter = ',';
  excel::LongNumbers long_numbers = excel::LongNumbers::ending_in_zeros_are_rounded;
};

/// From the options `encoding`, `delimiter` and `ids_end_in_zeros`. An error lists what may be
/// written.
[[nodiscard]] Result<Format> format_of(const Options& options);

}  // namespace dataflow::connectors::csv
