// A source made of workbooks for one test.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "connectors/xlsx/xlsx_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"
#include "tests/xlsx/made_workbook.h"

namespace dataflow {

using Settings = std::map<std::string, std::string>;

inline Result<KeptRows> read_all(Settings settings) {
  const auto connector = connectors::xlsx_kind().open({std::move(settings)});
  if (!connector) return connector.error();
  TRY_ASSIGN(const auto tables, (*connector)->describe());
  KeptRows rows;
  TRY((*connector)->read(tables, rows));
  return rows;
}

/// All tables of one workbook t.xlsx with these bytes.
inline Result<KeptRows> read_file(std::string_view bytes, Settings more = {}) {
  const TemporaryFolder folder;
  more["file"] = folder.write("t.xlsx", bytes).string();
  return read_all(std::move(more));
}

/// The error without the folder: "t.xlsx, sheet 't': what hint".
inline std::string error_of(std::string_view bytes, Settings more = {}) {
  const auto rows = read_file(bytes, std::move(more));
  if (rows) return "";
  const std::string text = describe(rows.error());
  const std::size_t file = text.find("t.xlsx");
  return file == std::string::npos ? text : text.substr(file);
}

/// The one column of a workbook whose cells below the header are these.
inline std::vector<std::optional<std::string>> column_of(const MadeWorkbook& workbook) {
  const auto rows = read_file(workbook.bytes());
  if (!rows) FAIL(describe(rows.error()));
  std::vector<std::optional<std::string>> column;
  for (const auto& row : rows->tables.at("t")) column.push_back(row[0]);
  return column;
}

}  // namespace dataflow
