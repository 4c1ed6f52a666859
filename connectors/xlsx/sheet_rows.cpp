#include "connectors/xlsx/sheet_rows.h"

#include <fmt/format.h>

#include "connectors/xlsx/bounds.h"

namespace dataflow::connectors::xlsx {

namespace {

class SheetHandler final : public XmlHandler {
 public:
  SheetHandler(const Workbook& workbook, const Sheet& sheet, SheetTaker& taker)
      : workbook_(workbook), sheet_(sheet), taker_(taker) {}

  Result<Go> begin(std::string_view name, const Attributes& attributes) override {
    if (in_cell_) {
      cell_.begin(name, attributes);
    } else if (name == "c" && in_row_) {
      in_cell_ = true;
      cell_.begin(name, attributes);
      return begin_cell(attributes.get("r"));
    } else if (name == "row" && in_data_) {
      return begin_row(attributes.get("r"));
    } else if (name == "sheetData") {
      in_data_ = true;
    } else if (name == "mergeCell") {
      take_area(attributes.get("ref"));
    }
    return Go::on;
  }

  Result<Go> end(std::string_view name) override {
    if (name == "sheetData") in_data_ = false;
    if (in_cell_) {
      if (name != "c") {
        cell_.end(name);
        return Go::on;
      }
      in_cell_ = false;
      return end_cell();
    }
    if (name != "row" || !in_row_) return Go::on;
    in_row_ = false;
    return row_.cells.empty() ? Go::on : taker_.take(row_);
  }

  void text(std::string_view text) override {
    if (in_cell_) cell_.text(text);
  }

 private:
  /// Writers may leave the numbers out: then a row is the next one.
  Result<Go> begin_row(std::string_view number) {
    const std::string first_cell = "A" + std::string(number);
    const auto place = number.empty() ? CellPlace{0, row_.number} : xlsx::place_of(first_cell);
    if (!place || place->row < row_.number || place->row >= kMostRows) {
      return damaged("its rows are out of order, or more than Excel has");
    }
    row_.number = place->row + 1;
    row_.cells.clear();
    next_column_ = 0;
    in_row_ = true;
    return Go::on;
  }

  Result<Go> begin_cell(std::string_view reference) {
    std::size_t column = next_column_;
    if (!reference.empty()) {
      const auto place = xlsx::place_of(reference);
      if (!place || place->row + 1 != row_.number || place->column < next_column_) {
        return damaged("a cell is not where it says");
      }
      column = place->column;
    }
    if (column >= kMostColumns) return damaged("it has more columns than Excel has");
    next_column_ = column + 1;
    return Go::on;
  }

  Result<Go> end_cell() {
    auto cell = cell_.take(workbook_);
    if (!cell) return damaged("a cell refers to what is not there");
    if (cell->text.size() > kMostCellBytes) return damaged("a cell is longer than Excel allows");
    const bool is_empty = cell->text.empty() && cell->value == Value::text;
    if (!is_empty) row_.cells.push_back({next_column_ - 1, std::move(*cell)});
    return Go::on;
  }

  /// What is no area is of no use to a reader, and harms none.
  void take_area(std::string_view area) {
    const std::size_t colon = area.find(':');
    if (colon == std::string_view::npos) return;
    const auto first = xlsx::place_of(area.substr(0, colon));
    const auto last = xlsx::place_of(area.substr(colon + 1));
    if (first && last) taker_.merged(*first, *last);
  }

  [[nodiscard]] Error damaged(std::string_view reason) const {
    return {Remedy::stop, xlsx::place_of(workbook_, sheet_, row_.number),
            fmt::format("the sheet is damaged: {}.", reason),
            "Export it again, or open it in Excel and save it."};
  }

  const Workbook& workbook_;
  const Sheet& sheet_;
  SheetTaker& taker_;
  SheetRow row_;
  OpenCell cell_;
  std::size_t next_column_ = 0;
  bool in_data_ = false;
  bool in_row_ = false;
  bool in_cell_ = false;
};

}  // namespace

Result<void> read_sheet(const Workbook& workbook, const Sheet& sheet, SheetTaker& taker) {
  TRY_ASSIGN(auto part, workbook.archive().part(sheet.part, kMostPartBytes));
  SheetHandler handler(workbook, sheet, taker);
  return read_xml(part, handler, place_of(workbook, sheet));
}

std::string place_of(const Workbook& workbook, const Sheet& sheet) {
  return fmt::format("{}, sheet '{}'", workbook.archive().place(), sheet.name);
}

std::string place_of(const Workbook& workbook, const Sheet& sheet, std::size_t row) {
  return fmt::format("{}, row {}", place_of(workbook, sheet), row);
}

}  // namespace dataflow::connectors::xlsx
