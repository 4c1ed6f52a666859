// The rows of one block that belong to one child, each value already written as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/result.h"
#include "agent/mapping/document_plan.h"
#include "agent/mapping/value_writer.h"
#include "agent/sqlite/database.h"

namespace dataflow::mapping {

/// A value that did not reach the document as the source has it.
struct Note {
  std::size_t row;
  std::size_t column;
  Written written;
};

/// Steps through a block's SELECT child by child. For one thread.
class BlockRows {
 public:
  /// `select` gives the rows of select_block() in its order.
  BlockRows(const BlockPlan& plan, sqlite::Statement select)
      : plan_(&plan), select_(std::move(select)) {}

  /// Steps to the first row. Call before the first take().
  [[nodiscard]] Result<void> start() { return advance(); }

  /// Forgets the rows taken before and takes those of the child at this place of the cohort. Places
  /// must be asked for in their order.
  [[nodiscard]] Result<void> take(std::int64_t place, const ValueWriter& writer);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// The JSON of a value; empty when it is absent. Valid until the next take().
  [[nodiscard]] std::string_view value(std::size_t row, std::size_t column) const {
    return view(values_[row * columns() + column]);
  }

  /// The number of the parent's item, and the row's own number as an item; 0 where there is none.
  [[nodiscard]] std::int64_t parent_item(std::size_t row) const { return rows_[row].parent_item; }
  [[nodiscard]] std::int64_t item(std::size_t row) const { return rows_[row].item; }

  /// Whether two rows hold the same values throughout.
  [[nodiscard]] bool same_values(std::size_t a, std::size_t b) const;

  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }

 private:
  struct Span {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;
  };
  struct Row {
    std::int64_t parent_item;
    std::int64_t item;
  };

  [[nodiscard]] std::size_t columns() const { return plan_->spec->fields.size(); }
  [[nodiscard]] std::string_view view(Span span) const {
    return std::string_view(text_).substr(span.begin, span.length);
  }
  [[nodiscard]] Result<void> advance();
  void take_row(const ValueWriter& writer);

  const BlockPlan* plan_;
  sqlite::Statement select_;
  bool at_end_ = false;
  std::int64_t next_place_ = 0;
  std::string text_;
  std::vector<Row> rows_;
  std::vector<Span> values_;
  std::vector<Note> notes_;
};

}  // namespace dataflow::mapping
