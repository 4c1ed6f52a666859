#include "agent/freshness/refresh_mark.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/mapping/source_text.h"
#include "agent/mapping/sql_message.h"
#include "agent/mapping/staging.h"
#include "agent/sqlite/read_guard.h"
#include "connectors/wishes.h"

namespace dataflow::freshness {

namespace {

constexpr char kWhere[] = "source.ready";

Error waits(std::string what) {
  return {Remedy::wait, kWhere, std::move(what), "The run after the refresh reads it."};
}

/// The expression may be a column or an aggregate: the greatest of what it gives is the mark.
std::string mark_of(const ReadyTerms& ready) {
  return fmt::format("SELECT max(mark) FROM (SELECT (\n{}\n) AS mark FROM {})", ready.refreshed,
                     sqlite::identifier(ready.table));
}

Result<mapping::Staging> staging_of(const TableShape& table,
                                    const mapping::FunctionContext& functions,
                                    const std::vector<std::string>& nulls) {
  TRY_ASSIGN(auto staging, mapping::Staging::create({&table, 1}, nulls));
  TRY(mapping::register_functions(staging.database(), functions));
  return staging;
}

Error not_sql(const std::string& message, const TableShape& table) {
  const auto fault = mapping::explain_sql(message, {{table.table}, table.columns});
  return {Remedy::stop, kWhere, fmt::format("'refreshed' cannot be asked: {}", fault.what),
          fault.hint};
}

/// The part of the table that the expression reads.
Result<TableShape> columns_of_mark(const TableShape& table, const ReadyTerms& ready,
                                   const mapping::FunctionContext& functions) {
  TRY_ASSIGN(const auto staging, staging_of(table, functions, {}));
  sqlite::ReadGuard guard(staging.database(), "The setting 'refreshed'");
  const auto statement = staging.database().prepare(mark_of(ready));
  if (!statement) {
    const auto refusal = guard.take_refusal();
    return not_sql(refusal.empty() ? statement.error().what : refusal, table);
  }
  const auto reads = guard.take_reads();
  TableShape wish{table.table, {}};
  const auto read = reads.find(table.table);
  for (const auto& column : table.columns) {
    if (read != reads.end() && read->second.count(column) != 0) wish.columns.push_back(column);
  }
  return wish;
}

/// Numbers by their value, everything else by its letters, as days with the year first sort.
bool is_newer(const std::string& mark, const std::string& before) {
  const auto is_number = [](const std::string& text) {
    return std::all_of(text.begin(), text.end(), ascii::is_digit);
  };
  if (is_number(mark) && is_number(before) && mark.size() != before.size()) {
    return mark.size() > before.size();
  }
  return mark > before;
}

}  // namespace

Result<std::string> read_mark(connectors::Connector& source, std::span<const TableShape> offered,
                              const ReadyTerms& ready, const mapping::FunctionContext& functions,
                              const std::vector<std::string>& nulls) {
  const auto* table = connectors::find_table(offered, ready.table);
  if (table == nullptr) {
    std::vector<std::string> names;
    for (const auto& one : offered) names.push_back(one.table);
    return Error{Remedy::stop, kWhere, fmt::format("The source has no table '{}'.", ready.table),
                 suggestion(ready.table, names)};
  }
  TRY_ASSIGN(const auto wish, columns_of_mark(*table, ready, functions));
  TRY_ASSIGN(auto staging, staging_of(wish, functions, nulls));
  TRY(source.read({&wish, 1}, staging));
  TRY(staging.finish());
  const sqlite::ReadGuard guard(staging.database(), "The setting 'refreshed'");
  TRY_ASSIGN(auto select, staging.database().prepare(mark_of(ready)));
  if (select.step() != sqlite::Step::row) return not_sql(select.error().what, wish);
  return std::string(select.text(0));
}

Result<void> check_refreshed(const ReadyTerms& ready, const std::string& mark,
                             const std::string& before, Day today) {
  if (mark.empty()) {
    return waits(fmt::format("The table {} does not say that a refresh is complete.", ready.table));
  }
  if (ready.fresh == ReadyTerms::Fresh::newer) {
    if (before.empty() || is_newer(mark, before)) return {};
    return waits("The source has not been refreshed since the last run that took effect.");
  }
  const auto day = mapping::read_day(mark);
  if (!day) {
    return Error{Remedy::stop, kWhere, "What 'refreshed' gives is not a day.",
                 "Give a column with a date, such as finished_at, or 'fresh: newer' where it is a "
                 "number that grows."};
  }
  if (*day >= today) return {};
  return waits(fmt::format("The source was last refreshed on {}, and not today.", day->text()));
}

Result<void> check_not_refreshed(const std::string& before, const std::string& after) {
  if (before == after) return {};
  return waits("The source was refreshed while it was being read.");
}

}  // namespace dataflow::freshness
