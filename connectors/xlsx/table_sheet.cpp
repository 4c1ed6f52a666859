#include "connectors/xlsx/table_sheet.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "connectors/excel/header.h"
#include "connectors/wishes.h"
#include "connectors/xlsx/sheet_rows.h"

namespace dataflow::connectors::xlsx {

namespace {

/// Excel has no way to say that a cell of a merged area is empty or the same as the first.
constexpr char kMerged[] =
    "Undo the merging of cells in the table, and fill in what belongs into each.";

/// The cells as a row without gaps, which lasts as long as the row.
std::vector<Cell> dense(const SheetRow& row) {
  std::vector<Cell> cells(row.cells.empty() ? 0 : row.cells.back().column + 1);
  for (const auto& [column, cell] : row.cells) cells[column] = cell.text;
  return cells;
}

/// Takes the header, and one row more where the first may be a title.
class HeaderTaker final : public SheetTaker {
 public:
  HeaderTaker(const Workbook& workbook, const Sheet& sheet) : workbook_(workbook), sheet_(sheet) {}

  Result<Go> take(const SheetRow& row) override {
    const auto cells = dense(row);
    if (number_ != 0) {
      TRY(excel::check_no_title(cells, place(), row.number));
      return Go::enough;
    }
    number_ = row.number;
    if (!excel::may_be_title(cells)) {
      TRY_ASSIGN(header_, excel::read_header(cells, place()));
      return Go::enough;
    }
    header_ = excel::read_header(cells, place());
    return Go::on;
  }
  void merged(const CellPlace&, const CellPlace&) override {}

  /// 0 when the sheet is empty.
  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] Result<excel::Header> header() const { return header_; }

 private:
  [[nodiscard]] std::string place() const { return place_of(workbook_, sheet_, number_); }

  const Workbook& workbook_;
  const Sheet& sheet_;
  std::size_t number_ = 0;
  Result<excel::Header> header_ = excel::Header{};
};

/// Passes the rows on. For each column of the sheet it knows the place in the wish, or none.
class RowTaker final : public SheetTaker {
 public:
  RowTaker(const Workbook& workbook, const Sheet& sheet, std::size_t header_row,
           excel::Damage& damage, RowSink& sink)
      : workbook_(workbook), sheet_(sheet), header_row_(header_row), damage_(damage), sink_(sink) {}

  void want(const TableShape& wish, const TableShape& shape) {
    cells_.resize(wish.columns.size());
    places_.resize(shape.columns.size());
    for (std::size_t i = 0; i < wish.columns.size(); ++i) {
      columns_.push_back(find_column(shape, wish.columns[i]).value());
      places_[columns_.back()].push_back(i);
    }
    merged_.resize(wish.columns.size());
  }

  Result<Go> take(const SheetRow& row) override {
    if (row.number <= header_row_) return Go::on;
    std::fill(cells_.begin(), cells_.end(), Cell());
    for (const auto& placed : row.cells) {
      if (placed.column >= places_.size()) return stray(row.number, placed.column);
      for (const std::size_t place : places_[placed.column]) put(place, placed.cell);
    }
    damage_.look(cells_);
    TRY(sink_.row(cells_));
    ++rows_;
    return Go::on;
  }

  void merged(const CellPlace& first, const CellPlace& last) override {
    if (last.row + 1 <= header_row_) return;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i] >= first.column && columns_[i] <= last.column) ++merged_[i];
    }
  }

  [[nodiscard]] std::int64_t rows() const { return rows_; }
  /// How many merged areas each wished column has.
  [[nodiscard]] const std::vector<std::int64_t>& merged() const { return merged_; }

 private:
  void put(std::size_t place, const ReadCell& cell) {
    if (cell.value == Value::lost) return damage_.lost_value(place);
    if (cell.value == Value::lost_digits) damage_.lost_digits(place);
    cells_[place] = cell.text;
  }

  [[nodiscard]] Error stray(std::size_t row, std::size_t column) const {
    return {Remedy::stop, place_of(workbook_, sheet_, row),
            fmt::format("this row has a value in column {}, which has no name.", column + 1),
            "Give the column a name, or delete what stands beside the table."};
  }

  const Workbook& workbook_;
  const Sheet& sheet_;
  std::size_t header_row_;
  excel::Damage& damage_;
  RowSink& sink_;
  std::vector<std::vector<std::size_t>> places_;  // in the wish, of each column of the sheet
  std::vector<std::size_t> columns_;              // in the sheet, of each column of the wish
  std::vector<Cell> cells_;
  std::vector<std::int64_t> merged_;
  std::int64_t rows_ = 0;
};

/// Where cells are one, only the first has the value: rows below it would lose what they belong to.
Result<void> report_merged(const TableShape& wish, const std::vector<std::int64_t>& merged,
                           const std::string& where, RowSink& sink) {
  for (std::size_t i = 0; i < merged.size(); ++i) {
    if (merged[i] == 0) continue;
    const std::string& name = wish.columns[i];
    if (excel::names_identifier(name)) {
      return Error{
          Remedy::stop, where,
          fmt::format("column '{}' has merged cells, so rows lack their identifier.", name),
          kMerged};
    }
    const std::string source = fmt::format("{}.{}", wish.table, name);
    const std::string what =
        fmt::format("{} group{} of merged cells: only the first cell of each has the value. {}",
                    merged[i], merged[i] == 1 ? "" : "s", kMerged);
    sink.found({"S04", Weight::warn, "", what, source, source, ""});
  }
  return {};
}

}  // namespace

Result<std::optional<TableSheet>> TableSheet::open(const Workbook& workbook, const Sheet& sheet,
                                                   const std::string& table) {
  TableSheet opened(workbook, sheet);
  HeaderTaker taker(workbook, sheet);
  TRY(read_sheet(workbook, sheet, taker));
  if (taker.number() == 0) return std::optional<TableSheet>();
  TRY_ASSIGN(auto header, taker.header());
  opened.shape_ = {table, std::move(header.columns)};
  opened.header_row_ = taker.number();
  return std::optional(std::move(opened));
}

Result<std::int64_t> TableSheet::read(const TableShape& wish, excel::LongNumbers long_numbers,
                                      RowSink& sink) const {
  excel::Damage damage(wish, long_numbers);
  RowTaker taker(*workbook_, sheet_, header_row_, damage, sink);
  taker.want(wish, shape_);
  TRY(sink.begin_table(wish));
  TRY(read_sheet(*workbook_, sheet_, taker));
  const std::string where = place_of(*workbook_, sheet_);
  TRY(damage.report(sink, where));
  TRY(report_merged(wish, taker.merged(), where, sink));
  return taker.rows();
}

}  // namespace dataflow::connectors::xlsx
