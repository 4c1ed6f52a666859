#include "receiver/store_file.h"

#include <array>

#include <fmt/format.h>

#include "agent/core/private_file.h"

namespace dataflow::receiver {

namespace {

constexpr std::int64_t kApplicationId = 0x44664372;  // "DfCr"
constexpr std::int64_t kVersion = 2;

// Large pages: a child's document of some kilobytes then lies in one place, and the log holds fewer
// frames. The cache takes the index and the children of a middle-sized council.
constexpr char kHowToKeep[] =
    "PRAGMA page_size = 16384;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA cache_size = -65536;";

constexpr char kTables[] = R"(
CREATE TABLE child (
  id          INTEGER PRIMARY KEY,
  la_code     TEXT NOT NULL,
  la_child_id TEXT NOT NULL,
  digest      BLOB NOT NULL,  -- SHA-256 of the canonical JSON of the object last applied
  document    TEXT,           -- canonical JSON of the state; NULL once the child was purged
  signed_at   INTEGER,        -- the newest `created` of its signed requests; NULL without one
  UNIQUE (la_code, la_child_id)
) STRICT;

CREATE TABLE delivery (
  id              INTEGER PRIMARY KEY,
  received_at     TEXT NOT NULL,     -- RFC 3339, UTC
  la_code         TEXT NOT NULL,     -- of the council whose token it was
  request_id      TEXT NOT NULL,
  idempotency_key TEXT,
  key_id          TEXT,              -- of a signature that verified
  signature       TEXT NOT NULL CHECK (signature IN ('none', 'verified', 'failed')),
  content_digest  BLOB,              -- SHA-256 of the body, when it was read
  children        INTEGER NOT NULL,  -- stored; 0 when the request was refused
  status          INTEGER NOT NULL,  -- of HTTP
  bytes           INTEGER NOT NULL,  -- of the body
  body            BLOB               -- of an accepted request, when bodies are kept
) STRICT;

CREATE TABLE item (
  delivery    INTEGER NOT NULL REFERENCES delivery (id),
  position    INTEGER NOT NULL,  -- in the request, counted from 0
  la_child_id TEXT NOT NULL,
  digest      BLOB NOT NULL,     -- SHA-256 of the canonical JSON of the object
  receipt     TEXT NOT NULL,
  effect      TEXT NOT NULL CHECK (effect IN ('applied', 'repeat', 'purged')),
  PRIMARY KEY (delivery, position)
) STRICT, WITHOUT ROWID;
)";

/// What makes each version from the one before, the second version's first.
constexpr std::array<const char*, kVersion - 1> kSteps = {
    "ALTER TABLE child ADD COLUMN signed_at INTEGER;",
};

Result<std::int64_t> number(const sqlite::Database& database, std::string_view pragma) {
  TRY_ASSIGN(auto statement, database.prepare(fmt::format("PRAGMA {}", pragma)));
  if (statement.step() != sqlite::Step::row) return database.error();
  return statement.integer(0);
}

Error foreign(const sqlite::Database& database) {
  return {Remedy::stop, database.name(), "This file does not belong to dataflow-receiver.",
          "Name another file for the store, or none that exists yet."};
}

/// The version of a store, which this program knows or can bring forward.
Result<std::int64_t> version_of(const sqlite::Database& database) {
  TRY_ASSIGN(const auto owner, number(database, "application_id"));
  if (owner != kApplicationId) return foreign(database);
  TRY_ASSIGN(const auto version, number(database, "user_version"));
  if (version >= 1 && version <= kVersion) return version;
  return Error{
      Remedy::stop, database.name(),
      fmt::format("The store has version {}, this program knows version {}.", version, kVersion),
      "Use the release of dataflow-receiver that made the store."};
}

Result<void> bring_forward(const sqlite::Database& database) {
  TRY_ASSIGN(auto version, version_of(database));
  if (version == kVersion) return {};
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(version, version_of(database));  // another process may have been faster
  for (auto from = version; from < kVersion; ++from) {
    TRY(database.run(kSteps.at(static_cast<std::size_t>(from - 1))));
  }
  TRY(database.run(fmt::format("PRAGMA user_version = {};", kVersion)));
  return transaction.commit();
}

Result<void> make_tables(const sqlite::Database& database) {
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY(database.run(kTables));
  TRY(database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                               kApplicationId, kVersion)));
  return transaction.commit();
}

/// Some file systems, such as those of a network, cannot keep a write-ahead log.
Result<void> check_log(const sqlite::Database& database) {
  TRY_ASSIGN(auto statement, database.prepare("PRAGMA journal_mode"));
  if (statement.step() != sqlite::Step::row) return database.error();
  if (statement.text(0) == "wal") return {};
  return Error{Remedy::stop, database.name(), "The store cannot be kept on this file system.",
               "Put it on a local disk."};
}

/// Whether nobody has written to the database yet.
Result<bool> is_new(const sqlite::Database& database) {
  TRY_ASSIGN(const auto owner, number(database, "application_id"));
  TRY_ASSIGN(const auto changes, number(database, "schema_version"));
  return owner == 0 && changes == 0;
}

}  // namespace

Result<sqlite::Database> open_store(const std::filesystem::path& file) {
  std::error_code problem;
  if (!std::filesystem::exists(file, problem)) TRY(write_private_file(file, ""));
  TRY_ASSIGN(auto database, sqlite::Database::open(file, sqlite::Mode::read_write));
  TRY_ASSIGN(const bool fresh, is_new(database));
  if (!fresh) TRY(version_of(database));
  TRY(database.run(kHowToKeep));
  TRY(check_log(database));
  TRY(fresh ? make_tables(database) : bring_forward(database));
  return database;
}

Result<sqlite::Database> open_store_to_read(const std::filesystem::path& file) {
  TRY_ASSIGN(auto database, sqlite::Database::open(file, sqlite::Mode::read_only));
  TRY(version_of(database));
  return database;
}

}  // namespace dataflow::receiver
