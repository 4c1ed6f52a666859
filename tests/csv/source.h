// A source made of CSV files for one test.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "connectors/csv/csv_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

namespace dataflow {

using Settings = std::map<std::string, std::string>;

/// A connector over the folder; the settings must be right.
inline std::unique_ptr<connectors::Connector> open_csv(const TemporaryFolder& folder,
                                                       Settings settings = {}) {
  settings["folder"] = folder.path().string();
  auto connector = connectors::csv_kind().open({std::move(settings)});
  REQUIRE(connector);
  return std::move(*connector);
}

/// Describes the folder, then reads all columns of all tables.
inline Result<KeptRows> read_all(const TemporaryFolder& folder, Settings settings = {}) {
  const auto connector = open_csv(folder, std::move(settings));
  TRY_ASSIGN(const auto tables, connector->describe());
  KeptRows rows;
  TRY(connector->read(tables, rows));
  return rows;
}

/// The rows of one file with these bytes.
inline Result<std::vector<Row>> rows_of(std::string_view bytes, Settings settings = {}) {
  const TemporaryFolder folder;
  folder.write("t.csv", bytes);
  TRY_ASSIGN(auto rows, read_all(folder, std::move(settings)));
  return rows.tables["t"];
}

/// The error of a folder with one file t.csv, without the folder: "t.csv:3: what hint".
inline std::string error_of(std::string_view bytes, Settings settings = {}) {
  const TemporaryFolder folder;
  folder.write("t.csv", bytes);
  const auto rows = read_all(folder, std::move(settings));
  if (rows) return "";
  const std::string text = describe(rows.error());
  const std::string prefix = (folder.path() / "").string();
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

}  // namespace dataflow
