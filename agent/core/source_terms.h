// The terms on which a source is read: when it is ready, how often it is read, and how hard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "agent/core/hours_of_day.h"

namespace dataflow {

/// `source.ready` in agent.yaml: where the source says that its nightly refresh is complete.
struct ReadyTerms {
  enum class Fresh {
    today,  ///< the refresh has to be of today
    newer,  ///< it has to be newer than the one that the last settled run read
  };
  std::string table;
  std::string refreshed;  ///< SQL over the rows of that table: when it was refreshed
  Fresh fresh = Fresh::today;
};

/// `source.load` in agent.yaml: what a read may ask of the source.
struct LoadTerms {
  std::int64_t rows_per_second = 0;  ///< 0: as fast as it gives them
  HoursOfDay hours{};                ///< in which it may be read
};

/// `source.reads` in agent.yaml: how often the tables are read before they are believed.
enum class Reads {
  as_needed,  ///< twice where the source cannot give all its tables as of one moment
  once,
  twice,  ///< and both reads must be equal
};

struct SourceTerms {
  std::optional<ReadyTerms> ready{};
  Reads reads = Reads::as_needed;
  LoadTerms load{};
};

}  // namespace dataflow
