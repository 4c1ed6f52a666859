// The fingerprint of a source: its columns and codes, held against what earlier runs saw of them.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/finding.h"
#include "agent/ledger/source_memory.h"
#include "agent/mapping/code_counts.h"
#include "agent/mapping/mapping_file.h"

namespace dataflow::freshness {

// The numbers of what is found. A council finding's place is the table or the field.
inline constexpr char kColumnsChanged[] = "S20";  ///< a table has other columns than before
inline constexpr char kCodesNew[] = "S21";        ///< a field has codes that it never had
inline constexpr char kCodesGone[] = "S22";       ///< a code that was frequent is not used any more
inline constexpr char kCodesReplaced[] = "S23";   ///< the codes of a field changed as a whole

/// How long a change is told after the day on which it was first seen.
inline constexpr int kDaysTold = 7;

/// What a run saw, with the codes of all fields. A text that stands for no code is kept as its
/// digest only, for it may be anything.
[[nodiscard]] ledger::SourceSeen seen_of(std::vector<TableShape> tables,
                                         const mapping::CodeCounts& counts);

/// What changed.
struct Changes {
  std::vector<Finding> findings;  ///< about all children together
  /// The fields whose codes changed as a whole: their values are not to be believed until a person
  /// says so. Paths of the standard.
  std::set<std::string> replaced;
};

/// Compares. Columns and codes of which the memory knows nothing yet, a table's or a field's, are
/// taken for right. A field of which more than half of the values are codes that it never had
/// before, or that lost all its values, has been replaced; fields of few values never are.
[[nodiscard]] Changes changes(const ledger::SourceSeen& seen, const ledger::SourceMemory& memory,
                              const mapping::MappingFile& mapping, Day today);

/// What to keep in the memory: all but the codes of fields that were replaced, so that the next run
/// finds them changed again.
[[nodiscard]] ledger::SourceSeen to_remember(ledger::SourceSeen seen, const Changes& changes);

}  // namespace dataflow::freshness
