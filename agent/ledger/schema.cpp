#include "agent/ledger/schema.h"

#include "agent/ledger/first_tables.h"
#include "agent/ledger/versions.h"

namespace dataflow::ledger {

namespace {

/// SQLite keeps the mode it has, and says so, when it cannot change it.
Result<void> set_journal(const sqlite::Database& database, const std::string& mode) {
  TRY_ASSIGN(auto set, database.prepare("PRAGMA journal_mode=" + mode));
  if (set.step() != sqlite::Step::row) return set.error();
  const bool changed = set.text(0) == mode;
  // The change is committed after the row was given.
  if (set.step() != sqlite::Step::done) return set.error();
  if (changed) return {};
  return Error{Remedy::stop, database.name(), "The file cannot be used with the journal it needs.",
               "Keep the ledger on a disk of this machine, and see that it has space."};
}

}  // namespace

Error unusable(const std::string& file, std::string what) {
  return {Remedy::stop, file, std::move(what),
          "Put a copy of it back, or rebuild it: see 'dataflow-agent recover'."};
}

Result<void> make_schema(const sqlite::Database& database, const std::string& council) {
  TRY(database.run("PRAGMA synchronous=FULL"));
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY(database.run(kFirstTables));
  TRY(name_first_version(database));
  TRY(take_steps(database, kOldestVersion));
  TRY_ASSIGN(auto insert,
             database.prepare("INSERT INTO about (name, value) VALUES ('council', ?)"));
  TRY(insert.bind(1, council).run());
  return transaction.commit();
}

Result<void> check_pages(const sqlite::Database& database) {
  TRY_ASSIGN(auto check, database.prepare("PRAGMA quick_check(1)"));
  const auto step = check.step();
  if (step == sqlite::Step::row && check.text(0) == "ok") return {};
  // SQLite tells of some damage by a row and of some by an error.
  return unusable(database.name(), "The ledger is damaged.");
}

Result<void> use_log(const sqlite::Database& database) {
  TRY(set_journal(database, "wal"));
  return database.run("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
}

Result<void> empty_log(const sqlite::Database& database) {
  TRY_ASSIGN(auto emptied, database.prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (emptied.step() != sqlite::Step::row) return emptied.error();
  const bool others_read = emptied.integer(0) != 0;
  if (!others_read) return {};
  return Error{Remedy::wait, database.name(), "Another process uses the ledger.",
               "Try again when it has finished."};
}

Result<void> leave_log(const sqlite::Database& database) {
  return set_journal(database, "memory");
}

Result<std::string> council_of(const sqlite::Database& database) {
  TRY_ASSIGN(auto select, database.prepare("SELECT value FROM about WHERE name = 'council'"));
  if (select.step() != sqlite::Step::row) return select.error();
  return std::string(select.text(0));
}

}  // namespace dataflow::ledger
