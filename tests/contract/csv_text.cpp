#include "tests/contract/csv_text.h"

namespace dataflow::contract {

namespace {

std::string field(const std::optional<std::string>& value) {
  if (!value) return "";
  std::string quoted = "\"";
  for (const char c : *value) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string csv_of(const Table& table) {
  std::string text;
  for (const auto& column : table.columns) text += (text.empty() ? "" : ",") + field(column.name);
  text += "\r\n";
  for (const auto& row : table.rows) {
    std::string line;
    for (const auto& value : row) line += (&value == &row.front() ? "" : ",") + field(value);
    // A row of one empty field needs its quotes: an empty line is no row.
    text += (line.empty() ? "\"\"" : line) + "\r\n";
  }
  return text;
}

}  // namespace dataflow::contract
