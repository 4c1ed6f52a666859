#include "connectors/rest/table_reading.h"

#include <optional>
#include <vector>

#include <fmt/format.h>

#include "connectors/rest/page_walk.h"
#include "connectors/wishes.h"

namespace dataflow::connectors::rest {

namespace {

/// A wished column, and whether a row had it so far.
struct WishedColumn {
  const ApiColumn* column;
  bool met = false;
};

class RowPassing {
 public:
  RowPassing(const TableToRead& reading, RowSink& sink)
      : reading_(reading), sink_(sink), texts_(reading.wish.columns.size()), cells_(texts_.size()) {
    for (const auto& name : reading.wish.columns) {
      const auto place = find_column(reading.table.shape(), name);
      columns_.push_back({&reading.table.columns[place.value()]});
    }
  }

  [[nodiscard]] Result<void> pass(const json::Value& row) {
    ++rows_;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      texts_[i] = text_in(row, columns_[i]);
      cells_[i] = texts_[i] ? Cell(*texts_[i]) : Cell();
    }
    return sink_.row(cells_);
  }

  [[nodiscard]] Result<void> check_columns() const {
    for (const auto& [column, met] : columns_) {
      if (met || rows_ == 0 || column->presence == ApiColumn::Presence::any) continue;
      return Error{
          Remedy::stop, reading_.base + reading_.table.path,
          fmt::format("No row of '{}' has the column '{}'.", reading_.table.name, column->name),
          fmt::format("Check its place '{}' in the profile, or write optional: true.",
                      column->at.text())};
    }
    return {};
  }

 private:
  [[nodiscard]] std::optional<std::string> text_in(const json::Value& row,
                                                   WishedColumn& wished) const {
    const json::Value* value = wished.column->at.in(row);
    if (value == nullptr) return std::nullopt;
    wished.met = true;
    auto text = json::cell_of(*value);
    if (!text || wished.column->kind != ApiColumn::Kind::moment) return text;
    auto moment = local_time(*text, reading_.zone);
    return moment ? moment : text;
  }

  const TableToRead& reading_;
  RowSink& sink_;
  std::vector<WishedColumn> columns_;
  std::vector<std::optional<std::string>> texts_;
  std::vector<Cell> cells_;
  std::uint64_t rows_ = 0;
};

}  // namespace

Result<void> read_table(Api& api, const TableToRead& reading, RowSink& sink) {
  TRY(sink.begin_table(reading.wish));
  RowPassing passing(reading, sink);
  PageWalk walk(reading.table, reading.base);
  while (!walk.at_end()) {
    TRY_ASSIGN(const Answer answer, api.page(walk.target(), walk.where()));
    TRY_ASSIGN(const auto rows, walk.rows_of(answer));
    for (const json::Value* row : rows) TRY(passing.pass(*row));
  }
  return passing.check_columns();
}

}  // namespace dataflow::connectors::rest
