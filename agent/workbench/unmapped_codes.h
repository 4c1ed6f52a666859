// Unmapped codes are the texts of a source that stand for no code of the standard, with their
// number.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/mapping/mapping_file.h"
#include "agent/mapping/staging.h"

namespace dataflow::mapping {

struct UnmappedText {
  std::string text;
  std::int64_t rows = 0;             ///< in how many rows it occurs
  std::int64_t children = 0;         ///< of how many children
  std::vector<std::string> nearest;  ///< codes it may be meant for, the likeliest first
};

/// The unmapped texts of one code field.
struct UnmappedField {
  const standard::Field* field = nullptr;
  std::string list;
  std::vector<std::string> columns;  ///< "ssd_person.pers_ethnicity": what the field is made of
  std::size_t line = 0;              ///< of its expression in the mapping file
  std::vector<UnmappedText> texts;   ///< the most frequent first
};

/// Every field of codes that has an unmapped text among the rows of children in the cohort. A text
/// of one or two children may be somebody's note: show it only to whom may see it.
[[nodiscard]] Result<std::vector<UnmappedField>> unmapped_codes(const MappingFile& mapping,
                                                                const standard::Standard& standard,
                                                                const Staging& staging, Day today);

}  // namespace dataflow::mapping
