#include "connectors/synthetic/shapes/rearrange.h"

#include "agent/core/ascii.h"

namespace dataflow::synthetic {

From take(std::size_t column) {
  return [column](const SsdRow& row) { return text_of(row[column]); };
}

From take_either(std::size_t first, std::size_t second) {
  return [=](const SsdRow& row) { return text_of(row[first] ? row[first] : row[second]); };
}

From take_or(std::size_t column, std::string_view text) {
  return [=](const SsdRow& row) { return std::string(row[column].value_or(text)); };
}

From take_after(std::string_view text, std::size_t column) {
  return [=](const SsdRow& row) -> Value {
    if (!row[column]) return std::nullopt;
    return std::string(text).append(*row[column]);
  };
}

From always(std::string_view text) {
  return [text](const SsdRow&) { return std::string(text); };
}

From never() {
  return [](const SsdRow&) { return std::nullopt; };
}

From is_there(std::size_t column) {
  return [column](const SsdRow& row) { return std::string(row[column] ? "Y" : "N"); };
}

Table empty_table(std::string_view name, const std::vector<Column>& columns) {
  TableShape shape{std::string(name), {}};
  std::vector<std::string> types;
  for (const auto& column : columns) {
    shape.columns.emplace_back(column.name);
    types.emplace_back(column.type);
  }
  return {std::move(shape), std::move(types)};
}

Table rearranged(const Holdings& holdings, TableId from, std::string_view name,
                 const std::vector<Column>& columns, const Keep& keep) {
  Table table = empty_table(name, columns);
  add_rearranged(table, holdings, from, columns, keep);
  return table;
}

void add_rearranged(Table& table, const Holdings& holdings, TableId from,
                    const std::vector<Column>& columns, const Keep& keep) {
  std::vector<Value> cells(columns.size());
  each_row(holdings, from, [&](const SsdRow& row) {
    if (keep && !keep(row)) return;
    for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = columns[i].from(row);
    table.add(cells);
  });
}

const Table& ssd_table_of(const Holdings& holdings, TableId id) {
  return holdings.tables.at(static_cast<std::size_t>(id));
}

void each_row(const Holdings& holdings, TableId from,
              const std::function<void(const SsdRow&)>& visit) {
  const Table& table = ssd_table_of(holdings, from);
  SsdRow row;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    table.read(i, row);
    visit(row);
  }
}

Value text_of(const Cell& cell) {
  return cell ? Value(*cell) : std::nullopt;
}

Look look_up(const Holdings& holdings, TableId from, std::size_t key, std::size_t value) {
  Look look;
  each_row(holdings, from, [&](const SsdRow& row) {
    if (row[key] && row[value]) look.emplace(*row[key], *row[value]);
  });
  return look;
}

From found_in(Look look, std::size_t column) {
  return [look = std::move(look), column](const SsdRow& row) -> Value {
    if (!row[column]) return std::nullopt;
    const auto found = look.find(*row[column]);
    return found == look.end() ? std::nullopt : Value(found->second);
  };
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char c : text) {
    const bool part = ascii::is_letter(c) || ascii::is_digit(c);
    if (part && !inside) words.emplace_back();
    if (part) words.back() += c;
    inside = part;
  }
  return words;
}

Value member_of(const Cell& json, std::string_view name) {
  if (!json) return std::nullopt;
  const std::string start = '"' + std::string(name) + "\":\"";
  const std::size_t at = json->find(start);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t from = at + start.size();
  return std::string(json->substr(from, json->find('"', from) - from));
}

}  // namespace dataflow::synthetic
