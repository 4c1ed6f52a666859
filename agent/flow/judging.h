// Judging: records held against the rules, with what the source says beside them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "agent/core/record.h"
#include "agent/flow/provenance.h"
#include "agent/mapping/mapping_file.h"
#include "agent/mapping/records.h"
#include "agent/standard/standard.h"

namespace dataflow::flow {

/// What judging works with. All of it must outlive the call.
struct JudgingParts {
  const mapping::MappingFile& mapping;
  const standard::Standard& standard;
  const std::vector<standard::Rule>& rules;
  const mapping::Records& source;  ///< that made the records
  Day today;
};

/// What the rules said beside the findings that they added to the records.
struct Judged {
  std::vector<Finding> council;         ///< about all children together
  std::vector<std::string> not_judged;  ///< rules that ask for what the mapping does not fill
};

/// Adds to each record what the rules find of it. `records` are some that the source made one after
/// another, the first of them as its `first_place`th, counted from 1. Held records have no document
/// and are not judged; rules that compare children see only those given.
[[nodiscard]] Result<Judged> judge(const JudgingParts& parts, std::span<Record> records,
                                   std::int64_t first_place);

/// A held child has no document.
void leave_out_if_held(Record& record);

/// Names the place of each finding by key, and what of the source it comes from. Whoever is held by
/// a rule loses the document, as whoever is held by the builder has none.
void complete(const standard::Standard& standard, const Provenance& provenance, Record& record);

}  // namespace dataflow::flow
