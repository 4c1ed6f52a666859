#include "agent/mapping/csv_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/mapping/source_text.h"
#include "agent/mapping/sql_words.h"

namespace dataflow::mapping {

CsvTable CsvTable::read(const std::filesystem::path& file, const CsvColumns& columns,
                        Faults& faults) {
  const std::size_t before = faults.size();
  CsvTable table;
  table.file_ = file.string();
  auto rows = read_csv_rows(file, faults);
  if (rows.empty()) {
    if (faults.size() == before) {
      faults.push_back(
          {table.file_, 0, 0, "This file is empty.",
           fmt::format("Its first row names the columns: {}.", fmt::join(columns.known, ", "))});
    }
    return table;
  }
  if (!table.read_header(rows.front(), columns, faults)) return table;
  rows.erase(rows.begin());
  table.rows_ = std::move(rows);
  return table;
}

bool CsvTable::read_header(const CsvRow& row, const CsvColumns& columns, Faults& faults) {
  for (const auto& cell : row.cells) {
    std::string name(ascii::trimmed(cell));
    std::replace(name.begin(), name.end(), '_', ' ');
    const auto found =
        std::find_if(columns.known.begin(), columns.known.end(),
                     [&](const std::string& known) { return same_ignoring_case(known, name); });
    const bool is_known = found != columns.known.end();
    if (!is_known && !name.empty()) {
      fault(row, fmt::format("The column '{}' is not known here.", name),
            suggestion(name, columns.known), faults);
    }
    const bool twice =
        is_known && std::find(header_.begin(), header_.end(), *found) != header_.end();
    if (twice) fault(row, fmt::format("The column '{}' is given twice.", name), "", faults);
    header_.push_back(is_known ? *found : "");
  }
  bool complete = true;
  for (const auto& needed : columns.needed) {
    if (std::find(header_.begin(), header_.end(), needed) != header_.end()) continue;
    complete = false;
    fault(row, fmt::format("The column '{}' is missing.", needed),
          fmt::format("The first row names the columns: {}.", fmt::join(columns.known, ", ")),
          faults);
  }
  return complete;
}

std::string CsvTable::text(const CsvRow& row, std::string_view column) const {
  const auto found = std::find(header_.begin(), header_.end(), column);
  const auto cell = static_cast<std::size_t>(found - header_.begin());
  return cell < row.cells.size() ? std::string(ascii::trimmed(row.cells[cell])) : "";
}

std::optional<Day> CsvTable::day(const CsvRow& row, std::string_view column, Faults& faults) const {
  const std::string written = text(row, column);
  const auto day = read_day(written);
  if (!written.empty() && !day) {
    fault(row, fmt::format("'{}' is not a day.", column), "Write it as 2026-06-01 or 01/06/2026.",
          faults);
  }
  return day;
}

void CsvTable::fault(const CsvRow& row, std::string what, std::string hint, Faults& faults) const {
  faults.push_back({file_, row.line, 0, std::move(what), std::move(hint)});
}

}  // namespace dataflow::mapping
