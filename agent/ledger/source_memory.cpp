#include "agent/ledger/source_memory.h"

#include <fmt/format.h>

#include "agent/ledger/audit.h"

namespace dataflow::ledger {

namespace {

constexpr int kDaysOfTexts = 400;  // that stand for no code: there is no end to them

Day day_at(const sqlite::Statement& select, int column) {
  return Day::parse(select.text(column)).value_or(Day());
}

Result<std::vector<SeenColumn>> columns_seen(const sqlite::Database& database) {
  TRY_ASSIGN(auto select, database.prepare("SELECT table_name, name, first_seen, last_seen "
                                           "FROM source_column ORDER BY 1, 2"));
  std::vector<SeenColumn> columns;
  TRY(sqlite::each_row(select, [&] {
    columns.push_back({std::string(select.text(0)), std::string(select.text(1)), day_at(select, 2),
                       day_at(select, 3)});
  }));
  return columns;
}

Result<std::vector<SeenCode>> codes_seen(const sqlite::Database& database) {
  TRY_ASSIGN(auto select, database.prepare("SELECT field, code, known, uses, first_seen, last_seen "
                                           "FROM source_code ORDER BY 1, 2"));
  std::vector<SeenCode> codes;
  TRY(sqlite::each_row(select, [&] {
    codes.push_back({{std::string(select.text(0)), std::string(select.text(1)),
                      select.integer(2) != 0, select.integer(3)},
                     day_at(select, 4),
                     day_at(select, 5)});
  }));
  return codes;
}

}  // namespace

Result<SourceMemory> source_memory(const Ledger& ledger) {
  SourceMemory memory;
  TRY_ASSIGN(memory.columns, columns_seen(ledger.database()));
  TRY_ASSIGN(memory.codes, codes_seen(ledger.database()));
  return memory;
}

Result<void> remember_source(const sqlite::Database& database, Day day, const SourceSeen& seen) {
  const std::string today = day.text();
  TRY_ASSIGN(auto column,
             database.prepare("INSERT INTO source_column (table_name, name, first_seen, last_seen) "
                              "VALUES (?1, ?2, ?3, ?3) ON CONFLICT (table_name, name) "
                              "DO UPDATE SET last_seen = ?3"));
  for (const auto& table : seen.tables) {
    for (const auto& name : table.columns) {
      TRY(column.bind(1, table.table).bind(2, name).bind(3, today).run());
    }
  }
  TRY_ASSIGN(auto code,
             database.prepare("INSERT INTO source_code (field, code, known, uses, first_seen, "
                              "last_seen) VALUES (?1, ?2, ?3, ?4, ?5, ?5) "
                              "ON CONFLICT (field, code) DO UPDATE SET uses = ?4, last_seen = ?5"));
  for (const auto& use : seen.codes) {
    code.bind(1, use.field).bind(2, use.code).bind(3, std::int64_t{use.known});
    TRY(code.bind(4, use.uses).bind(5, today).run());
  }
  TRY_ASSIGN(auto forget,
             database.prepare("DELETE FROM source_code WHERE NOT known AND last_seen < ?"));
  return forget.bind(1, day.plus(-kDaysOfTexts).text()).run();
}

Result<std::int64_t> forget_codes(const Ledger& ledger, const std::string& field,
                                  const std::string& by, const std::string& reason, Instant now) {
  TRY(check_reason(field, by, reason));
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(auto forget, database.prepare("DELETE FROM source_code WHERE field = ?"));
  TRY(forget.bind(1, field).run());
  const auto count = database.changes();
  if (count == 0) return count;
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  TRY(trail.add(kTrusted, "", fmt::format("codes of {} by {}: {}", field, by, reason)));
  TRY(transaction.commit());
  return count;
}

}  // namespace dataflow::ledger
