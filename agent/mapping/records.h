// Records: one pass over a staged snapshot that builds every child's document, in order of their
// id.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/record.h"
#include "agent/core/result.h"
#include "agent/mapping/block_rows.h"
#include "agent/mapping/code_counts.h"
#include "agent/mapping/document_plan.h"
#include "agent/mapping/document_writer.h"
#include "agent/mapping/functions.h"
#include "agent/mapping/mapping_file.h"
#include "agent/mapping/staging.h"

namespace dataflow::mapping {

/// Who was looked at, and who was left out by which rule.
struct CohortCount {
  struct Excluded {
    std::string rule;
    std::string says;
    std::int64_t persons;
  };
  std::int64_t considered = 0;  ///< persons in the source
  std::int64_t in_scope = 0;    ///< those of them in the cohort, `without_id` included
  std::int64_t without_id = 0;  ///< in the cohort, but without an identifier: they cannot be sent
  std::vector<Excluded> excluded;  ///< one entry per rule of the mapping, in its order
};

/// One entry of the data beside the documents.
struct BesideEntry {
  const standard::Beside& beside;
  std::int64_t place;                      ///< of the child among all records, from 1
  std::string_view key;                    ///< of the item it belongs to; empty for the child's own
  const std::vector<std::string>& values;  ///< JSON in the order of the entry's members, or empty
};
/// Takes the group of a name, such as the team, that the child at a place belongs to.
using TakeGroup = std::function<Result<void>(std::int64_t place, const std::string& name,
                                             std::string_view value)>;
using TakeBeside = std::function<Result<void>(const BesideEntry&)>;

/// For one thread. The mapping, the standard and the staging must outlive it.
class Records {
 public:
  /// Makes the lookups and the cohort, in the place of those of an earlier pass, which must be gone
  /// by then. `today` decides on the collection window; with `since`, the
  /// window begins on that day instead.
  [[nodiscard]] static Result<std::unique_ptr<Records>> open(
      const MappingFile& mapping, const standard::Standard& standard, const Staging& staging,
      Day today, std::optional<Day> since = std::nullopt);

  [[nodiscard]] const CohortCount& cohort() const { return cohort_; }

  /// The council's own words for codes that hold on the day of the run.
  [[nodiscard]] const CodeWords& words() const { return words_; }

  /// The collection window of the run.
  [[nodiscard]] const standard::Window& window() const { return context_.window; }

  /// Fills `record` with the next child in byte order of the identifier; false after the last.
  [[nodiscard]] Result<bool> next(Record& record);

  /// Calls `take` for each child of each group that the mapping names.
  [[nodiscard]] Result<void> each_group(const TakeGroup& take) const;

  /// Calls `take` for each entry beside the documents that the mapping fills. A value that cannot
  /// be read as its kind is absent.
  [[nodiscard]] Result<void> each_beside(const TakeBeside& take) const;

  /// From now on next() also tells in `places` what became of each of the child's rows. `places`
  /// must outlive the Records.
  void note_places(std::vector<PlacedRow>& places) { writer_.note_places(places); }

  /// From now on next() also counts in `counts` which codes the source uses. `counts` must outlive
  /// the Records.
  void count_codes(CodeCounts& counts) { values_.count_codes(counts); }

 private:
  Records(const MappingFile& mapping, const standard::Standard& standard, const Staging& staging,
          Day today, std::optional<Day> since);
  [[nodiscard]] Result<void> prepare();
  [[nodiscard]] Result<void> make_lookups();
  [[nodiscard]] Result<void> make_lookup(const Lookup& lookup);
  [[nodiscard]] Result<void> make_cohort();
  [[nodiscard]] Result<void> count_cohort();
  [[nodiscard]] Result<void> open_blocks();
  [[nodiscard]] Result<void> read_beside(const BesideBlock& block, const TakeBeside& take) const;

  const MappingFile& mapping_;
  const sqlite::Database& database_;
  CodeWords words_;
  FunctionContext context_;
  std::vector<BlockPlan> plan_;
  ValueWriter values_;
  DocumentWriter writer_;
  CohortCount cohort_;
  std::optional<sqlite::Statement> children_;  // the cohort in its order
  std::vector<std::optional<BlockRows>> blocks_;
  Hasher hasher_;
};

}  // namespace dataflow::mapping
