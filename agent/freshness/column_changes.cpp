#include "agent/freshness/column_changes.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "agent/core/fault.h"
#include "agent/freshness/fingerprint.h"

namespace dataflow::freshness {

namespace {

struct Difference {
  std::vector<std::string> come;
  std::vector<std::string> gone;
};

Difference difference(const TableShape& table, const std::vector<ledger::SeenColumn>& seen,
                      Day today) {
  const Day told = today.plus(-kDaysTold);
  const auto oldest = std::min_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
    return a.first_seen < b.first_seen;
  });
  Difference difference;
  for (const auto& column : table.columns) {
    const auto known = std::find_if(seen.begin(), seen.end(),
                                    [&](const auto& one) { return one.column == column; });
    const Day first = known == seen.end() ? today : known->first_seen;
    if (first > oldest->first_seen && first >= told) difference.come.push_back(column);
  }
  for (const auto& one : seen) {
    const bool here =
        std::find(table.columns.begin(), table.columns.end(), one.column) != table.columns.end();
    if (!here && one.last_seen >= told) difference.gone.push_back(one.column);
  }
  return difference;
}

/// "A, B (now perhaps B2)"
std::string gone_text(const Difference& difference) {
  std::vector<std::string> names;
  for (const auto& name : difference.gone) {
    const auto likely = nearest(name, difference.come);
    names.push_back(likely.empty() ? name : fmt::format("{} (now perhaps {})", name, likely));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::optional<Finding> column_changes(const TableShape& table,
                                      std::span<const ledger::SeenColumn> memory, Day today) {
  std::vector<ledger::SeenColumn> seen;
  std::copy_if(memory.begin(), memory.end(), std::back_inserter(seen),
               [&](const auto& column) { return column.table == table.table; });
  if (seen.empty()) return std::nullopt;
  const auto changed = difference(table, seen, today);
  if (changed.come.empty() && changed.gone.empty()) return std::nullopt;
  std::string what;
  if (!changed.come.empty()) {
    what = fmt::format("The table {} has new columns: {}.", table.table,
                       fmt::join(changed.come, ", "));
  }
  if (!changed.gone.empty()) {
    what += fmt::format("{}The table {} has no longer the columns: {}.", what.empty() ? "" : " ",
                        table.table, gone_text(changed));
  }
  return Finding{kColumnsChanged, Weight::warn, "", std::move(what), table.table};
}

}  // namespace dataflow::freshness
