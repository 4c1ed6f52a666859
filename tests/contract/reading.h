// Reads a subject as the cases do, and holds every error to the promise that it shows no value.
#pragma once

#include <catch2/catch.hpp>

#include "tests/contract/each_subject.h"
#include "tests/shown_result.h"

namespace dataflow::contract {

/// Made-up people whose names must never stand in an error.
inline constexpr char kName[] = "Ceridwen";

/// The rows that the subject documents for the table.
inline std::vector<Row> shown_rows(const Subject& subject, const Table& table) {
  std::vector<Row> rows;
  for (const auto& row : table.rows) {
    Row& shown = rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      shown.push_back(subject.shown(table.columns[i].type, row[i]));
    }
  }
  return rows;
}

inline std::vector<TableShape> shapes_of(const Tables& tables) {
  std::vector<TableShape> shapes;
  for (const auto& table : tables) shapes.push_back(table.shape());
  return shapes;
}

/// Reads all tables as a run does: describe() first.
inline KeptRows read_all(connectors::Connector& source, const Tables& tables) {
  const auto described = source.describe();
  REQUIRE(described);
  KeptRows rows;
  REQUIRE(source.read(shapes_of(tables), rows));
  return rows;
}

inline KeptRows read_all(Subject& subject, const Tables& tables) {
  subject.fill(tables);
  return read_all(*subject.open(), tables);
}

/// Checks that each table arrives as the subject documents.
inline void check_arrives(Subject& subject, const Tables& tables) {
  const auto rows = read_all(subject, tables);
  CHECK(rows.shapes == shapes_of(tables));
  for (const auto& table : tables) {
    INFO(table.name);
    CHECK(rows.tables.at(table.name) == shown_rows(subject, table));
  }
}

/// The error, after a look that it holds neither a value nor a secret.
template <class T>
Error shown_error(const Result<T>& result) {
  REQUIRE_FALSE(result);
  const std::string text = describe(result.error());
  CHECK(text.find(kName) == std::string::npos);
  CHECK(text.find(kWrongSecret) == std::string::npos);
  CHECK_FALSE(result.error().what.empty());
  return result.error();
}

/// A table of so many rows, each with the made-up name and a long note, so that no buffer between
/// the source and the connector holds them all.
inline Table much(std::size_t rows) {
  Table table{"ssd_note", {{"id", Type::key}, {"name"}, {"note", Type::long_text}}, {}};
  for (std::size_t i = 0; i < rows; ++i) {
    table.rows.push_back({std::to_string(i), kName, std::string(1000, 'x')});
  }
  return table;
}

}  // namespace dataflow::contract
