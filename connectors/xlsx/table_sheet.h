// A TableSheet is a sheet read as a table: its first row with text names the columns.
#pragma once

#include <cstdint>
#include <optional>

#include "agent/core/snapshot.h"
#include "connectors/excel/damage.h"
#include "connectors/xlsx/workbook.h"

namespace dataflow::connectors::xlsx {

class TableSheet {
 public:
  /// Reads the header. Nothing when the sheet holds nothing at all. The workbook must outlive it.
  /// Errors as of excel::read_header.
  [[nodiscard]] static Result<std::optional<TableSheet>> open(const Workbook& workbook,
                                                              const Sheet& sheet,
                                                              const std::string& table);

  [[nodiscard]] const TableShape& shape() const { return shape_; }
  [[nodiscard]] const Sheet& sheet() const { return sheet_; }

  /// Passes the rows below the header that hold something, with the wished columns, which must
  /// exist, then what was found of them. How many rows it were. Errors: remedy stop.
  [[nodiscard]] Result<std::int64_t> read(const TableShape& wish, excel::LongNumbers long_numbers,
                                          RowSink& sink) const;

 private:
  TableSheet(const Workbook& workbook, Sheet sheet)
      : workbook_(&workbook), sheet_(std::move(sheet)) {}

  const Workbook* workbook_;
  Sheet sheet_;
  TableShape shape_;
  std::size_t header_row_ = 0;  // counted from 1
};

}  // namespace dataflow::connectors::xlsx
