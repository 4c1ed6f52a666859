#include "agent/support/figures.h"

#include <map>

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"
#include "agent/ledger/balance.h"
#include "agent/ledger/findings.h"
#include "agent/ledger/history.h"
#include "agent/ledger/source_memory.h"
#include "agent/ledger/source_tables.h"

namespace dataflow::support {

namespace {

using boost::json::array;
using boost::json::object;

constexpr std::int64_t kMostRows = 100;
constexpr int kMostMoments = 10;

BundleFile json_file(const std::string& name, const boost::json::value& value) {
  return {name, canonical_json(value) + "\n", BundleFile::Form::json};
}

/// The newest rows of a table, each as an object of its columns: figures as figures.
Result<array> newest_rows(const ledger::Ledger& ledger, const std::string& columns,
                          const std::string& table) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT " + columns + " FROM " + table +
                                       " ORDER BY id DESC LIMIT " + std::to_string(kMostRows)));
  array rows;
  TRY(sqlite::each_row(select, [&] {
    object row;
    for (int column = 0; column < select.columns(); ++column) {
      const auto name = select.column_name(column);
      if (select.is_null(column)) continue;
      const std::string text(select.text(column));
      const bool figure = std::to_string(select.integer(column)) == text;
      row[name] = figure ? boost::json::value(select.integer(column)) : boost::json::value(text);
    }
    rows.push_back(std::move(row));
  }));
  return rows;
}

Result<BundleFile> runs(const ledger::Ledger& ledger) {
  TRY_ASSIGN(auto rows, newest_rows(ledger,
                                    "id, day, started_at, finished_at, state, error, considered, "
                                    "in_scope, without_id, new, changed, unchanged, held, past, "
                                    "absent, leaving, findings, rows, purges, approved, waits",
                                    "run"));
  return json_file("runs.json", rows);
}

Result<BundleFile> deliveries(const ledger::Ledger& ledger) {
  TRY_ASSIGN(auto rows,
             newest_rows(ledger,
                         std::string("id, created_at, finished_at, ") + ledger::kOutcomeOfDelivery +
                             " AS outcome, status, children, bytes",
                         "delivery"));
  return json_file("deliveries.json", rows);
}

Result<BundleFile> findings_by_rule(const ledger::Ledger& ledger) {
  TRY_ASSIGN(const auto counts, ledger::count_findings(ledger));
  array rules;
  for (const auto& count : counts) {
    rules.push_back(object{{"rule", count.rule},
                           {"findings", count.findings},
                           {"children", count.children},
                           {"day_before", count.before}});
  }
  return json_file("findings.json", rules);
}

Result<BundleFile> balance(const ledger::Ledger& ledger) {
  TRY_ASSIGN(const auto balance, ledger::balance_of(ledger));
  TRY_ASSIGN(const auto holds, ledger::count_holds(ledger));
  object json;
  if (balance) {
    json = {{"run", balance->run},
            {"considered", balance->considered},
            {"accepted", balance->accepted},
            {"waiting", balance->waiting},
            {"held", balance->held},
            {"excluded", balance->excluded_total()},
            {"leaving", balance->leaving},
            {"past", balance->past},
            {"remainder", balance->remainder()}};
  }
  std::map<std::string, std::int64_t> by_rule;
  for (const auto& hold : holds) by_rule[hold.rule] += hold.children;
  object held;
  for (const auto& [rule, children] : by_rule) held[rule] = children;
  json["held_by_rule"] = std::move(held);
  return json_file("balance.json", json);
}

/// The codes of a field only as their number: which are used may tell of a single child.
Result<BundleFile> source(const ledger::Ledger& ledger) {
  TRY_ASSIGN(const auto tables, ledger::tables_before(ledger));
  TRY_ASSIGN(const auto memory, ledger::source_memory(ledger));
  object sizes;
  for (const auto& table : tables) {
    sizes[table.table] =
        object{{"rows", table.rows}, {"bytes", table.bytes}, {"milliseconds", table.milliseconds}};
  }
  object columns;
  for (const auto& column : memory.columns) {
    auto& names = columns[column.table];
    if (!names.is_array()) names = array();
    names.as_array().emplace_back(column.column);
  }
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> by_field;
  for (const auto& code : memory.codes) {
    auto& [known, unknown] = by_field[code.use.field];
    ++(code.use.known ? known : unknown);
  }
  object codes;
  for (const auto& [field, counts] : by_field) {
    codes[field] =
        object{{"codes_of_the_standard", counts.first}, {"texts_without_code", counts.second}};
  }
  return json_file("source.json",
                   object{{"tables", sizes}, {"columns", columns}, {"codes", codes}});
}

}  // namespace

Result<std::vector<BundleFile>> figures(const ledger::Ledger& ledger) {
  std::vector<BundleFile> files;
  for (const auto make : {runs, balance, findings_by_rule, deliveries, source}) {
    TRY_ASSIGN(auto file, make(ledger));
    files.push_back(std::move(file));
  }
  return files;
}

BundleFile schedule_to_come(const settings::Settings& settings, Instant now) {
  array moments;
  auto next = settings.rota->schedule.next_after(now);
  for (int count = 0; next && count < kMostMoments; ++count) {
    moments.emplace_back(rfc3339(*next));
    next = settings.rota->schedule.next_after(*next);
  }
  return json_file("schedule.json", object{{"schedule", settings.rota->schedule.text()},
                                           {"delay_seconds", settings.rota->delay.count()},
                                           {"due", std::move(moments)}});
}

}  // namespace dataflow::support
