// Explains the values of a child: the mapping's expression, the rows it read, what was made of it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/core/record.h"
#include "agent/explain/column_origins.h"
#include "agent/explain/document_path.h"
#include "agent/explain/explanation.h"
#include "agent/mapping/document_plan.h"
#include "agent/mapping/document_writer.h"
#include "agent/mapping/staging.h"

namespace dataflow::mapping {

/// For one thread. Works on a staging whose lookups and cohort Records has made; the Records, the
/// mapping, the standard, the staging and the words must outlive it.
class Explainer {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Explainer>> open(const MappingFile& mapping,
                                                               const standard::Standard& standard,
                                                               const Staging& staging,
                                                               const CodeWords& words);

  /// Explains every value that `path` holds of the child that Records has just given as `record`,
  /// with what its note_places() told. Where an item that `path` names is not in the document, the
  /// rows of the source with that key are explained instead.
  [[nodiscard]] Result<ChildExplanation> explain(const Record& record,
                                                 const std::vector<PlacedRow>& places,
                                                 const DocumentPath& path) const;

  /// Explains why a person has no record.
  [[nodiscard]] Result<ChildExplanation> explain_absence(const std::string& child) const;

 private:
  /// What has to be selected beside a block's fields, and what each expression reads of it.
  struct BlockReads {
    ColumnList columns;
    std::vector<ExpressionPlan> fields;  // in the block's order
    ColumnList candidate_columns;
    ExpressionPlan where;  // with the key; for rows that are left out
  };
  /// One child while it is explained.
  class Child;

  Explainer(const MappingFile& mapping, const standard::Standard& standard, const Staging& staging,
            const CodeWords& words);
  [[nodiscard]] Result<void> prepare();
  [[nodiscard]] Result<BlockReads> plan_reads(const Block& block) const;

  const MappingFile& mapping_;
  const standard::Standard& standard_;
  const sqlite::Database& database_;
  const CodeWords& words_;
  std::vector<BlockPlan> plan_;
  std::vector<BlockReads> reads_;  // by the plan's entries
  ColumnOrigins origins_;
};

}  // namespace dataflow::mapping
