// The rows of a sheet, read as a stream: only the cells that hold something, each with its place.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "connectors/xlsx/cell.h"
#include "connectors/xlsx/workbook.h"

namespace dataflow::connectors::xlsx {

struct PlacedCell {
  std::size_t column = 0;  ///< counted from 0
  ReadCell cell;
};

/// A row with at least one cell that holds something; columns ascend.
struct SheetRow {
  std::size_t number = 0;  ///< counted from 1, as Excel shows it
  std::vector<PlacedCell> cells;
};

/// Takes what a sheet holds: its rows in their order, then the areas whose cells are one.
class SheetTaker {
 public:
  virtual ~SheetTaker() = default;
  [[nodiscard]] virtual Result<Go> take(const SheetRow& row) = 0;
  virtual void merged(const CellPlace& first, const CellPlace& last) = 0;
};

/// Reads the sheet to its end, or until the taker has enough or an error. Rows and columns beyond
/// Excel's limits, or out of their order, are errors with remedy stop.
[[nodiscard]] Result<void> read_sheet(const Workbook& workbook, const Sheet& sheet,
                                      SheetTaker& taker);

/// The sheet for errors: "cases.xlsx, sheet 'Person'".
[[nodiscard]] std::string place_of(const Workbook& workbook, const Sheet& sheet);
/// The row for errors: "cases.xlsx, sheet 'Person', row 12".
[[nodiscard]] std::string place_of(const Workbook& workbook, const Sheet& sheet, std::size_t row);

}  // namespace dataflow::connectors::xlsx
