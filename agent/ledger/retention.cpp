#include "agent/ledger/retention.h"

#include <string>

#include <fmt/format.h>

#include "agent/ledger/audit.h"
#include "agent/ledger/schema.h"

namespace dataflow::ledger {

namespace {

std::string days_ago(Instant now, std::int64_t days) {
  return rfc3339(now - std::chrono::hours(24 * days));
}

Result<std::int64_t> empty_documents(const sqlite::Database& database, const std::string& before) {
  TRY_ASSIGN(auto empty,
             database.prepare("UPDATE document SET body = x'' WHERE length(body) > 0 AND id IN "
                              "(SELECT accepted_document FROM child WHERE accepted_at < ?)"));
  TRY(empty.bind(1, before).run());
  return database.changes();
}

/// The newest settled run and what came after it is still needed, however old.
Result<std::int64_t> delete_runs(const sqlite::Database& database, const std::string& before) {
  const std::string old =
      "(SELECT id FROM run WHERE started_at < ? AND id < (SELECT max(id) FROM run WHERE state = "
      "'settled'))";
  for (const auto* table : {"source_table", "source_file", "alarm", "held_purge", "verdict",
                            "exclusion", "finding_count"}) {
    TRY_ASSIGN(auto remove,
               database.prepare(fmt::format("DELETE FROM {} WHERE run IN {}", table, old)));
    TRY(remove.bind(1, before).run());
  }
  TRY_ASSIGN(auto remove, database.prepare("DELETE FROM run WHERE id IN " + old));
  TRY(remove.bind(1, before).run());
  return database.changes();
}

/// Who would have been purged is of no use once a later run took effect.
Result<void> forget_decided_purges(const sqlite::Database& database) {
  return database.run(
      "DELETE FROM held_purge WHERE run < (SELECT max(id) FROM run WHERE state = 'settled')");
}

}  // namespace

Result<Erased> erase_old(const Ledger& ledger, const RetentionLimits& limits, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  Erased erased;
  TRY_ASSIGN(erased.documents, empty_documents(database, days_ago(now, limits.documents)));
  TRY_ASSIGN(erased.runs, delete_runs(database, days_ago(now, limits.runs)));
  TRY(forget_decided_purges(database));
  if (erased.documents > 0) {
    TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
    TRY(trail.add(kErased, "",
                  fmt::format("{} accepted documents older than {} days", erased.documents,
                              limits.documents)));
  }
  TRY(transaction.commit());
  if (erased.documents > 0) {
    const auto emptied = empty_log(database);
    if (!emptied && emptied.error().remedy != Remedy::wait) return emptied.error();
  }
  return erased;
}

}  // namespace dataflow::ledger
