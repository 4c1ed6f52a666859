// Computes a value again from what its explanation says, and from nothing else.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "agent/explain/explanation.h"
#include "agent/mapping/functions.h"
#include "agent/mapping/value_writer.h"

namespace dataflow::mapping {

/// CREATE TABLE for each alias that the columns stand under, and an INSERT of the one row.
inline std::string one_row_source(const RowUse& columns, std::string& from) {
  std::map<std::string, std::vector<const ColumnUse*>> tables;
  for (const auto& column : columns) tables[column.column.alias].push_back(&column);
  std::string sql;
  for (const auto& [alias, uses] : tables) {
    const std::string table = sqlite::identifier(alias.empty() ? "the row" : alias);
    std::string names;
    std::string values;
    for (const auto* use : uses) {
      if (!names.empty()) names += ", ", values += ", ";
      names += sqlite::identifier(use->column.name) + " TEXT";
      std::string text;
      for (const char c : use->raw.value_or("")) text += c == '\'' ? "''" : std::string(1, c);
      values += use->raw ? "'" + text + "'" : "NULL";
    }
    sql += "CREATE TABLE " + table + " (" + names + "); INSERT INTO " + table + " VALUES (" +
           values + ");";
    from += (from.empty() ? "FROM " : ", ") + table;
  }
  return sql;
}

/// The JSON of the value; empty when it is absent. `context` as for Records.
inline std::string recomputed(const ValueExplanation& value, const FunctionContext& context) {
  if (!value.beyond.empty()) throw std::runtime_error("it reads more than its row");
  const auto database = sqlite::Database::open("", sqlite::Mode::memory).value();
  if (!register_functions(database, context)) throw std::runtime_error("functions");
  std::string from;
  const auto made = database.run(one_row_source(value.columns, from));
  if (!made) throw std::runtime_error(describe(made.error()));
  auto select = database.prepare("SELECT (" + value.expression->sql + "\n) " + from).value();
  if (select.step() != sqlite::Step::row) throw std::runtime_error(describe(select.error()));
  std::string json;
  if (!select.text(0).empty()) {
    static_cast<void>(
        ValueWriter(*context.standard, *context.words).write(*value.field, select.text(0), json));
  }
  return json;
}

}  // namespace dataflow::mapping
