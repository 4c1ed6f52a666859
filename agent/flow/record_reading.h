// Reads the source and builds every record of it, without looking at the ledger.
#pragma once

#include <functional>
#include <string>

#include "agent/core/day.h"
#include "agent/core/progress.h"
#include "agent/core/record.h"
#include "agent/mapping/explanation.h"
#include "agent/mapping/mapping_file.h"
#include "agent/mapping/records.h"
#include "connectors/connector.h"

namespace dataflow::flow {

/// What a reading works with. All of it must outlive the call.
struct ReadingParts {
  connectors::Connector& source;
  const mapping::MappingFile& mapping;
  const standard::Standard& standard;
  Day today;
  Progress& progress;
  Faults& faults;  ///< takes every fault of a mapping that does not fit the source
};

using OnRecord = std::function<Result<void>(const Record& record)>;

/// Calls for each child of the cohort, in byte order of the identifiers. Errors: as for intake.
[[nodiscard]] Result<mapping::CohortCount> read_records(const ReadingParts& parts,
                                                        const OnRecord& on_record);

/// Which child, and which of its values; all of them when `path` is empty.
struct Question {
  std::string child;
  std::string path;
};

/// Explains the child's values (mapping/explain.h). A path that the standard does not know is an
/// error. The explanation refers to the mapping and the standard.
[[nodiscard]] Result<mapping::ChildExplanation> explain_child(const ReadingParts& parts,
                                                              const Question& question);

}  // namespace dataflow::flow
