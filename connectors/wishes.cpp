#include "connectors/wishes.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/core/fault.h"

namespace dataflow::connectors {

namespace {

/// One name that is wished for and not there.
struct Missing {
  std::string name;
  std::string what;
  std::string hint;
};

std::vector<std::string> names_of(std::span<const TableShape> tables) {
  std::vector<std::string> names;
  for (const auto& table : tables) names.push_back(table.table);
  return names;
}

/// The column names of a table are listed only when one of them is known: a file without a header
/// offers its first row as names, and a row may not be shown.
std::string column_hint(const std::string& name, const TableShape& wish, const TableShape& table) {
  const bool known = std::any_of(wish.columns.begin(), wish.columns.end(), [&](const auto& column) {
    return find_column(table, column).has_value();
  });
  if (known) return suggestion(name, table.columns);
  const std::string near = nearest(name, table.columns);
  return near.empty() ? "" : fmt::format("Did you mean '{}'?", near);
}

void add_missing_columns(std::vector<Missing>& missing, const TableShape& wish,
                         const TableShape& table) {
  for (const auto& name : wish.columns) {
    if (find_column(table, name)) continue;
    missing.push_back({name, fmt::format("column '{}' of table '{}'", name, table.table),
                       column_hint(name, wish, table)});
  }
}

std::vector<Missing> missing_from(std::span<const TableShape> tables,
                                  std::span<const TableShape> wishes) {
  std::vector<Missing> missing;
  for (const auto& wish : wishes) {
    if (const auto* table = find_table(tables, wish.table)) {
      add_missing_columns(missing, wish, *table);
    } else {
      missing.push_back({wish.table, fmt::format("table '{}'", wish.table),
                         suggestion(wish.table, names_of(tables))});
    }
  }
  return missing;
}

std::string hint_of(const std::vector<Missing>& missing) {
  if (missing.size() == 1) return missing.front().hint;
  std::string hint;
  for (const auto& one : missing) {
    if (one.hint.empty()) continue;
    hint += fmt::format("{}'{}': {}", hint.empty() ? "" : " ", one.name, one.hint);
  }
  return hint;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return ascii::same_ignoring_case(a, b);
}

const TableShape* find_table(std::span<const TableShape> tables, std::string_view name) {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableShape& table) {
    return same_name(table.table, name);
  });
  return found == tables.end() ? nullptr : &*found;
}

std::optional<std::size_t> find_column(const TableShape& table, std::string_view name) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(),
                   [&](const std::string& column) { return same_name(column, name); });
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

Result<void> check_wishes(std::span<const TableShape> wishes, const Offered& offered,
                          std::string_view where) {
  const auto missing = missing_from(offered.now, wishes);
  if (missing.empty()) return {};
  std::vector<std::string> names;
  names.reserve(missing.size());
  for (const auto& one : missing) names.push_back(one.what);
  const std::string what = fmt::format("The source lacks {}.", fmt::join(names, ", "));
  if (missing_from(offered.described, wishes).empty()) {
    return Error{Remedy::wait, std::string(where), what,
                 "It was there a moment ago: the source is being rebuilt."};
  }
  return Error{Remedy::stop, std::string(where), what, hint_of(missing)};
}

}  // namespace dataflow::connectors
