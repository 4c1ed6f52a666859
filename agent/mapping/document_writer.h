// Writes one child's canonical document, its skeleton and its findings from the rows of all blocks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/core/record.h"
#include "agent/mapping/block_rows.h"
#include "agent/mapping/document_plan.h"

namespace dataflow::mapping {

/// For one thread. The plan must outlive it.
class DocumentWriter {
 public:
  explicit DocumentWriter(const std::vector<BlockPlan>& plan) : plan_(plan) {}

  /// Writes the child whose rows `blocks` holds (one entry per plan entry, empty where a plan entry
  /// has no SELECT) into record.document, record.skeleton and record.findings.
  void write(const std::vector<std::optional<BlockRows>>& blocks, Record& record);

 private:
  /// A place in the document while it is being written; joined to text only for a finding.
  struct Place {
    const Place* above = nullptr;
    std::string_view name;
    std::size_t index = kNone;
  };

  void write_members(std::size_t block, std::size_t row, const Place& place, bool& content);
  void write_block(const MemberPlan& member, std::size_t parent_row, const Place& place,
                   bool& content);
  void write_object(const MemberPlan& member, std::size_t row, const Place& place, bool& content);
  void write_list(const MemberPlan& member, const std::vector<std::size_t>& rows,
                  const Place& place, bool& content);
  [[nodiscard]] std::vector<std::size_t> rows_of(std::size_t block, std::size_t parent,
                                                 std::size_t parent_row) const;
  [[nodiscard]] std::optional<std::size_t> repeated(std::size_t block,
                                                    const std::vector<std::size_t>& rows,
                                                    std::size_t place) const;
  void note_values(std::size_t block, std::size_t row, const Place& place);
  void note_missing_key(const BlockPlan& plan, const Place& place);
  void find(std::string rule, Weight weight, const Place& place, std::string_view field,
            std::string what);
  void open(std::string& out) { out += '{'; }
  static void separate(std::string& out);

  const std::vector<BlockPlan>& plan_;
  const std::vector<std::optional<BlockRows>>* blocks_ = nullptr;
  Record* record_ = nullptr;
};

}  // namespace dataflow::mapping
