#include "agent/ledger/schema.h"

#include <fmt/format.h>

namespace dataflow::ledger {

namespace {

constexpr int kApplicationId = 0x44464C47;  // "DFLG"
constexpr int kVersion = 6;

// docs/ledger.md explains the tables.
constexpr char kTables[] = R"(
  CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    state TEXT NOT NULL CHECK (state IN ('reading', 'settled', 'held', 'failed')),
    error TEXT,
    considered INTEGER,
    in_scope INTEGER,
    without_id INTEGER,
    new INTEGER,
    changed INTEGER,
    unchanged INTEGER,
    held INTEGER,
    past INTEGER,
    absent INTEGER,
    leaving INTEGER,
    findings INTEGER,
    rows INTEGER,
    purges INTEGER NOT NULL DEFAULT 0,
    approved INTEGER NOT NULL DEFAULT 0,
    waits INTEGER NOT NULL DEFAULT 0,
    mark TEXT NOT NULL DEFAULT ''
  );

  CREATE TABLE source_table (
    run INTEGER NOT NULL REFERENCES run (id),
    name TEXT NOT NULL,
    rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL DEFAULT 0,
    milliseconds INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, name)
  ) WITHOUT ROWID;

  CREATE TABLE alarm (
    run INTEGER NOT NULL REFERENCES run (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    measure INTEGER NOT NULL,
    allowed INTEGER NOT NULL,
    says TEXT NOT NULL,
    PRIMARY KEY (run, position)
  ) WITHOUT ROWID;

  CREATE TABLE held_purge (
    run INTEGER NOT NULL REFERENCES run (id),
    la_child_id TEXT NOT NULL,
    PRIMARY KEY (run, la_child_id)
  ) WITHOUT ROWID;

  CREATE TABLE verdict (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    says TEXT NOT NULL CHECK (says IN ('approve', 'reject')),
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
  );

  CREATE TABLE exclusion (
    run INTEGER NOT NULL REFERENCES run (id),
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    says TEXT NOT NULL,
    persons INTEGER NOT NULL,
    PRIMARY KEY (run, position)
  ) WITHOUT ROWID;

  CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('state', 'purge')),
    digest BLOB NOT NULL,
    content_digest BLOB,
    skeleton TEXT NOT NULL,
    spared TEXT NOT NULL,
    body BLOB NOT NULL
  );

  CREATE TABLE child (
    la_child_id TEXT PRIMARY KEY,
    in_scope INTEGER NOT NULL,
    absences INTEGER NOT NULL DEFAULT 0,
    absent_on TEXT,
    accepted_document INTEGER,
    accepted_digest BLOB,
    accepted_content BLOB,
    accepted_at TEXT,
    waiting_document INTEGER,
    waiting_digest BLOB,
    waiting_since TEXT,
    waiting_purge INTEGER NOT NULL DEFAULT 0,
    past INTEGER NOT NULL DEFAULT 0,
    known TEXT NOT NULL DEFAULT '',
    in_doubt INTEGER NOT NULL DEFAULT 0,
    held_by TEXT CHECK (held_by IN ('intake', 'endpoint')),
    held_rule TEXT,
    held_path TEXT,
    held_reason TEXT,
    held_since TEXT,
    refused_digest BLOB
  ) WITHOUT ROWID;
  CREATE INDEX child_waiting ON child (waiting_purge DESC, waiting_since, la_child_id)
    WHERE waiting_document IS NOT NULL;

  CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT CHECK (outcome IN ('accepted', 'refused', 'unknown')),
    status INTEGER,
    children INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    idempotency_key TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    signature_input TEXT NOT NULL,
    signature TEXT NOT NULL,
    request_id TEXT,
    answer_digest TEXT,
    answer_signature_input TEXT,
    answer_signature TEXT
  );
  CREATE INDEX delivery_open ON delivery (id) WHERE finished_at IS NULL;

  CREATE TABLE sent (
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    position INTEGER NOT NULL,
    la_child_id TEXT NOT NULL,
    document INTEGER NOT NULL,
    document_digest BLOB NOT NULL,
    change_digest BLOB NOT NULL,
    known_before TEXT NOT NULL,
    known_accepted TEXT NOT NULL,
    doubt_before INTEGER NOT NULL,
    receipt TEXT,
    PRIMARY KEY (delivery, position)
  ) WITHOUT ROWID;

  CREATE TABLE finding (
    la_child_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    place TEXT NOT NULL,
    path TEXT NOT NULL,
    weight TEXT NOT NULL CHECK (weight IN ('warn', 'hold')),
    what TEXT NOT NULL,
    source TEXT NOT NULL,
    source_row TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    last_run INTEGER NOT NULL REFERENCES run (id),
    PRIMARY KEY (la_child_id, rule, place)
  ) WITHOUT ROWID;

  CREATE TABLE finding_count (
    run INTEGER NOT NULL REFERENCES run (id),
    rule TEXT NOT NULL,
    findings INTEGER NOT NULL,
    children INTEGER NOT NULL,
    PRIMARY KEY (run, rule)
  ) WITHOUT ROWID;

  CREATE TABLE child_group (
    la_child_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (la_child_id, name)
  ) WITHOUT ROWID;

  CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    child TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL
  );

  CREATE TABLE seal (
    entry INTEGER PRIMARY KEY REFERENCES audit (id),
    hash BLOB NOT NULL,
    at TEXT NOT NULL,
    key_id TEXT NOT NULL,
    signature BLOB NOT NULL
  );
)";

/// What version 6 added: tables for what a source looked like, and which files were read.
constexpr char kSourceMemory[] = R"(
  CREATE TABLE source_file (
    run INTEGER NOT NULL REFERENCES run (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    digest BLOB NOT NULL,
    written TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (run, position)
  ) WITHOUT ROWID;

  CREATE TABLE source_column (
    table_name TEXT NOT NULL,
    name TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    PRIMARY KEY (table_name, name)
  ) WITHOUT ROWID;

  CREATE TABLE source_code (
    field TEXT NOT NULL,
    code TEXT NOT NULL,
    known INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    PRIMARY KEY (field, code)
  ) WITHOUT ROWID;
)";

/// And columns for what reading it cost, and for runs that wait for it.
constexpr char kColumnsOfVersion6[] = R"(
  ALTER TABLE run ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE run ADD COLUMN mark TEXT NOT NULL DEFAULT '';
  ALTER TABLE source_table ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE source_table ADD COLUMN milliseconds INTEGER NOT NULL DEFAULT 0;
)";

Result<std::int64_t> pragma(const sqlite::Database& database, const std::string& name) {
  TRY_ASSIGN(auto statement, database.prepare("PRAGMA " + name));
  if (statement.step() != sqlite::Step::row) return statement.error();
  return statement.integer(0);
}

Result<bool> is_of_version_5(const sqlite::Database& database) {
  TRY_ASSIGN(const auto application, pragma(database, "application_id"));
  TRY_ASSIGN(const auto version, pragma(database, "user_version"));
  return application == kApplicationId && version == 5;
}

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
  TRY(database.run(kTables));
  TRY(database.run(kSourceMemory));
  TRY(database.run(
      fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", kApplicationId, kVersion)));
  TRY_ASSIGN(auto insert,
             database.prepare("INSERT INTO about (name, value) VALUES ('council', ?)"));
  TRY(insert.bind(1, council).run());
  return transaction.commit();
}

Result<void> check_schema(const sqlite::Database& database) {
  TRY_ASSIGN(const auto application, pragma(database, "application_id"));
  TRY_ASSIGN(const auto version, pragma(database, "user_version"));
  if (application == kApplicationId && version == kVersion) return {};
  return Error{Remedy::stop, database.name(),
               fmt::format("This ledger has version {}, and this program reads version {}.",
                           version, kVersion),
               "Use the version of the program that wrote it, or a newer one."};
}

Result<void> bring_up_to_date(const sqlite::Database& database) {
  TRY_ASSIGN(const bool older, is_of_version_5(database));
  if (!older) return {};
  TRY(check_pages(database));
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(const bool still_older, is_of_version_5(database));
  if (!still_older) return {};  // another process was quicker
  TRY(database.run(kColumnsOfVersion6));
  TRY(database.run(kSourceMemory));
  TRY(database.run(fmt::format("PRAGMA user_version={}", kVersion)));
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
