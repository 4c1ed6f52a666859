#include "connectors/synthetic/shapes/ssd_extracts.h"

#include "connectors/synthetic/ssd_columns.h"

namespace dataflow::synthetic {

namespace {

Table version_log() {
  Table table({"ssd_version_log", {"version_number", "release_date", "description", "is_current"}},
              {"nvarchar(10)", "datetime", "nvarchar(100)", "bit"});
  using Cells = std::vector<std::optional<std::string>>;
  table.add(Cells{"1.3.9", "2025-06-01 00:00:00", "An earlier one", "0"});
  table.add(Cells{"1.4.3", "2026-03-01 00:00:00", "The present one", "1"});
  return table;
}

}  // namespace

std::vector<Table> SsdExtract::finish() && {
  tables_.push_back(version_log());
  return std::move(tables_);
}

void describe_code(std::optional<std::string>& cell) {
  if (cell) *cell += " - in words";
}

void describe_status(Row& row, std::string_view unaccompanied) {
  auto& status = row[ssd::immigration_status::immigration_status];
  if (status == "U") status = std::string(unaccompanied);
}

}  // namespace dataflow::synthetic
