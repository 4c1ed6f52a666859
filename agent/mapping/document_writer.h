// Writes one child's canonical document, its skeleton and its findings from the rows of all blocks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/core/record.h"
#include "agent/mapping/block_rows.h"
#include "agent/mapping/document_plan.h"

namespace dataflow::mapping {

/// What became of one row of a block.
struct PlacedRow {
  enum class Fate {
    written,  ///< it stands in the document at its path
    empty,    ///< nothing but purge:false would have stood there
    repeat,   ///< the item stands there already (O11)
    surplus,  ///< an object is made of one row, and this is not the first (O10)
  };
  std::size_t block;      ///< in the plan; one without a SELECT shares the row of its parent
  std::size_t row;        ///< of the child's rows of this block
  std::size_t above;      ///< the PlacedRow it stands in; kNone for the document itself
  std::int64_t item = 0;  ///< its number as an item; 0 where there is none
  std::string path;       ///< "social_care_episodes[2].adoption"; empty for the document itself
  Fate fate = Fate::written;
};

/// For one thread. The plan must outlive it.
class DocumentWriter {
 public:
  explicit DocumentWriter(const std::vector<BlockPlan>& plan) : plan_(plan) {}

  /// Writes the child whose rows `blocks` holds (one entry per plan entry, empty where a plan entry
  /// has no SELECT) into record.document, record.skeleton and record.findings.
  void write(const std::vector<std::optional<BlockRows>>& blocks, Record& record);

  /// From now on write() also tells in `places` what became of each row, parents before what is in
  /// them. `places` must outlive the writer.
  void note_places(std::vector<PlacedRow>& places) { places_ = &places; }

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
  void begin_row(std::size_t block, std::size_t row, const Place& place);
  void end_row(PlacedRow::Fate fate);
  void skip_row(std::size_t block, std::size_t row, const Place& place, PlacedRow::Fate fate);
  [[nodiscard]] static std::string path_of(const Place& place, std::string_view field);
  void find(std::string rule, Weight weight, const Place& place, std::string_view field,
            std::string what);
  void open(std::string& out) { out += '{'; }
  static void separate(std::string& out);

  const std::vector<BlockPlan>& plan_;
  const std::vector<std::optional<BlockRows>>* blocks_ = nullptr;
  Record* record_ = nullptr;
  std::vector<PlacedRow>* places_ = nullptr;
  std::size_t place_ = kNone;  // the PlacedRow that is being written
};

}  // namespace dataflow::mapping
