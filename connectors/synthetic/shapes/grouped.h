// Grouped finds the rows of one of the council's tables by the value of a column.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "connectors/synthetic/shapes/rearrange.h"

namespace dataflow::synthetic {

/// The holdings must outlive it.
class Grouped {
 public:
  Grouped(const Holdings& holdings, TableId from, std::size_t key)
      : table_(ssd_table_of(holdings, from)) {
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      if (const Cell value = table_.cell(row, key)) rows_[*value].push_back(row);
    }
  }

  /// The rows with that value, in the order of the table.
  [[nodiscard]] std::vector<SsdRow> of(const Cell& value) const {
    std::vector<SsdRow> found;
    const auto group = value ? rows_.find(*value) : rows_.end();
    if (group == rows_.end()) return found;
    for (const std::size_t row : group->second) table_.read(row, found.emplace_back());
    return found;
  }

 private:
  const Table& table_;
  std::map<std::string_view, std::vector<std::size_t>> rows_;
};

}  // namespace dataflow::synthetic
