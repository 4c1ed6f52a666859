// A Sample is the first rows of a table, read to see how fast the source gives them.
#pragma once

#include <cstdint>

#include "agent/freshness/pace.h"
#include "agent/freshness/reading.h"

namespace dataflow::freshness {

struct Sample {
  std::int64_t rows = 0;
  std::int64_t milliseconds = 0;
  bool whole = false;  ///< the table has no more rows
};

/// Reads up to `most` rows and keeps none of them.
[[nodiscard]] Result<Sample> sample(const ReadingParts& parts, const TableShape& wish, Pace& pace,
                                    std::int64_t most);

}  // namespace dataflow::freshness
