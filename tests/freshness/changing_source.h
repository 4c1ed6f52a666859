// A source whose tables are written to between one read and the next, as a nightly rebuild does.
#pragma once

#include <functional>

#include "connectors/connector.h"
#include "tests/mapping/small_source.h"

namespace dataflow {

class ChangingSource final : public connectors::Connector {
 public:
  explicit ChangingSource(mapping::SmallSource rows) : content(std::move(rows)) {}

  Result<std::vector<TableShape>> describe() override { return mapping::shapes_of(content); }

  Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    ++reads;
    read_tables.emplace_back();
    for (const auto& wish : wishes) read_tables.back() += wish.table + " ";
    mapping::pour(content, {wishes.begin(), wishes.end()}, sink);
    if (after_read) after_read(*this);
    return {};
  }

  [[nodiscard]] connectors::Moment moment() const override { return when; }

  mapping::SmallSource content;
  connectors::Moment when = connectors::Moment::one;
  std::function<void(ChangingSource&)> after_read;
  int reads = 0;
  std::vector<std::string> read_tables;  ///< of each read
};

}  // namespace dataflow
