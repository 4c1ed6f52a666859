// Made-up councils and their rows, as the tests of this folder need them.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/digest.h"
#include "connectors/synthetic/council.h"

namespace dataflow::synthetic {

inline Settings settings_for(std::size_t children, std::uint64_t seed = 7) {
  Settings settings;
  settings.children = children;
  settings.seed = seed;
  return settings;
}

inline Settings messy(std::size_t children, std::string_view dials) {
  Settings settings = settings_for(children);
  settings.mess = *Mess::parse(dials);
  return settings;
}

/// A table whose cells are found by column name.
class Rows {
 public:
  explicit Rows(const Table& table) : table_(&table) {}

  [[nodiscard]] std::size_t size() const { return table_->rows(); }

  [[nodiscard]] std::optional<std::string> at(std::size_t row, std::string_view column) const {
    const auto cell = table_->cell(row, table_->column(column).value());
    return cell ? std::optional(std::string(*cell)) : std::nullopt;
  }

  [[nodiscard]] std::optional<Day> day(std::size_t row, std::string_view column) const {
    const auto text = at(row, column);
    return text ? Day::parse(std::string_view(*text).substr(0, 10)) : std::nullopt;
  }

  /// The rows' numbers by what they hold in that column; rows with NULL are left out.
  [[nodiscard]] std::multimap<std::string, std::size_t> by(std::string_view column) const {
    std::multimap<std::string, std::size_t> found;
    for (std::size_t i = 0; i < size(); ++i) {
      if (auto text = at(i, column)) found.emplace(std::move(*text), i);
    }
    return found;
  }

 private:
  const Table* table_;
};

/// All tables of a council's day by name.
class Tables {
 public:
  explicit Tables(const Council& council) : tables_(council.tables()) {}

  [[nodiscard]] const Table& table(std::string_view name) const {
    return *std::find_if(tables_.begin(), tables_.end(),
                         [name](const Table& table) { return table.name() == name; });
  }
  [[nodiscard]] Rows operator[](std::string_view name) const { return Rows(table(name)); }
  [[nodiscard]] const std::vector<Table>& all() const { return tables_; }

 private:
  std::vector<Table> tables_;
};

/// Every byte of every table in one digest.
inline Digest digest_of(const std::vector<Table>& tables) {
  Hasher hasher;
  std::vector<Cell> cells;
  for (const auto& table : tables) {
    hasher.add(table.name());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      table.read(row, cells);
      for (const auto& cell : cells) {
        hasher.add(cell ? "=" : "-");
        hasher.add(cell.value_or(""));
        hasher.add("\x1f");
      }
    }
  }
  return hasher.finish();
}

inline Digest digest_of(const std::vector<Event>& events) {
  Hasher hasher;
  for (const auto& event : events) hasher.add(json_line(event));
  return hasher.finish();
}

/// The documents sent, by child.
inline std::map<std::string, std::string> documents_of(const Council& council) {
  std::map<std::string, std::string> documents;
  for (const auto& [child, sight] : council.expectations()) {
    if (sight.standing == Standing::sent) documents[child.value()] = sight.document;
  }
  return documents;
}

}  // namespace dataflow::synthetic
