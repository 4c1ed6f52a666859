// A Table holds the rows of one table of a made-up source, packed tightly: a council of Kent's size
// has tens of millions of cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/snapshot.h"

namespace dataflow::synthetic {

class Table {
 public:
  /// `types` are the SQL types of the columns, one each, in the spelling of SQL Server.
  Table(TableShape shape, std::vector<std::string> types);

  [[nodiscard]] const TableShape& shape() const { return shape_; }
  [[nodiscard]] const std::string& name() const { return shape_.table; }
  [[nodiscard]] const std::vector<std::string>& types() const { return types_; }

  /// The place of a column, compared without case; nothing when the table has no such column.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

  [[nodiscard]] std::size_t rows() const { return starts_.size(); }

  /// One value. The text lasts until the next add().
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const;

  /// All values of a row, in the order of the columns, into `cells`.
  void read(std::size_t row, std::vector<Cell>& cells) const;

  /// Adds a row; there must be one cell per column.
  void add(std::span<const std::optional<std::string>> cells);

 private:
  TableShape shape_;
  std::vector<std::string> types_;
  std::string text_;                    // the values of all cells, one after the other
  std::vector<std::size_t> starts_;     // where each row's values begin in text_
  std::vector<std::uint32_t> lengths_;  // one per cell, row by row
};

}  // namespace dataflow::synthetic
