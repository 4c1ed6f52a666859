// A CSV table that a person keeps in Excel: rows whose cells are found by the names of the columns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/fault.h"
#include "agent/mapping/csv_rows.h"

namespace dataflow::mapping {

/// What the columns may be called, in any case and order, with spaces or underscores.
struct CsvColumns {
  std::vector<std::string> known;
  std::vector<std::string> needed;  ///< those of them that must be there
};

class CsvTable {
 public:
  /// Reads the file as read_csv_rows does. A column that is not known, given twice or missing is a
  /// fault; without all needed columns the table has no rows.
  [[nodiscard]] static CsvTable read(const std::filesystem::path& file, const CsvColumns& columns,
                                     Faults& faults);

  /// Without the header.
  [[nodiscard]] const std::vector<CsvRow>& rows() const { return rows_; }

  /// The cell without white space at its ends; empty when the row or the table has none.
  [[nodiscard]] std::string text(const CsvRow& row, std::string_view column) const;

  /// The day in a cell, 2026-06-01 or 01/06/2026; nothing when it is empty, or after a fault.
  [[nodiscard]] std::optional<Day> day(const CsvRow& row, std::string_view column,
                                       Faults& faults) const;

  /// Adds a fault at the row's line.
  void fault(const CsvRow& row, std::string what, std::string hint, Faults& faults) const;

 private:
  bool read_header(const CsvRow& row, const CsvColumns& columns, Faults& faults);

  std::string file_;
  std::vector<std::string> header_;  // the known names of the columns, empty for others
  std::vector<CsvRow> rows_;
};

}  // namespace dataflow::mapping
