// KeptRows is a sink that keeps every row it is given, as text that can be compared.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agent/core/snapshot.h"

namespace dataflow {

using Row = std::vector<std::optional<std::string>>;

class KeptRows final : public RowSink {
 public:
  [[nodiscard]] Result<void> begin_table(const TableShape& shape) override {
    shapes.push_back(shape);
    tables[shape.table];
    return {};
  }

  [[nodiscard]] Result<void> row(std::span<const Cell> cells) override {
    Row& row = tables[shapes.back().table].emplace_back();
    for (const Cell& cell : cells) {
      row.push_back(cell ? std::optional<std::string>(*cell) : std::nullopt);
    }
    ++rows;
    return after_row ? after_row() : Result<void>();
  }

  void found(Finding finding) override { findings.push_back(std::move(finding)); }
  void came_from(const SourceFile& file) override { files.push_back(file); }

  std::vector<Finding> findings;
  std::vector<SourceFile> files;
  std::vector<TableShape> shapes;
  std::map<std::string, std::vector<Row>> tables;
  std::size_t rows = 0;
  std::function<Result<void>()> after_row;  ///< what else happens with each row
};

}  // namespace dataflow
