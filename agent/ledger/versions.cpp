#include "agent/ledger/versions.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace dataflow::ledger {

namespace {

constexpr int kApplicationId = 0x44464C47;  // "DFLG"

/// What a step does to those who know only the version before it.
enum class Step { adds, changes };

struct VersionStep {
  int from;  ///< to the next
  Step kind;
  const char* sql;
};

/// To 6: what a source looked like and which files were read, what reading cost, and runs that wait
/// for their source.
constexpr char kSourceMemory[] = R"(
  ALTER TABLE run ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE run ADD COLUMN mark TEXT NOT NULL DEFAULT '';
  ALTER TABLE source_table ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE source_table ADD COLUMN milliseconds INTEGER NOT NULL DEFAULT 0;

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

/// One entry for each version, the oldest first. An entry never changes once it was released.
constexpr std::array kSteps = {
    VersionStep{5, Step::adds, kSourceMemory},
};

constexpr bool is_a_chain() {
  int version = kOldestVersion;
  for (const auto& step : kSteps) {
    if (step.from != version++) return false;
  }
  return version == kVersion;
}
static_assert(is_a_chain(), "kSteps leads from kOldestVersion to kVersion, one by one");

/// The oldest version whose programs may read what this one writes.
constexpr int readable_from() {
  int oldest = kOldestVersion;
  for (const auto& step : kSteps) {
    if (step.kind == Step::changes) oldest = step.from + 1;
  }
  return oldest;
}

Result<int> pragma(const sqlite::Database& database, const std::string& name) {
  TRY_ASSIGN(auto statement, database.prepare("PRAGMA " + name));
  if (statement.step() != sqlite::Step::row) return statement.error();
  return static_cast<int>(statement.integer(0));
}

/// As the program noted that wrote it; its own version where it noted none.
Result<int> noted_readable_from(const sqlite::Database& database, int version) {
  TRY_ASSIGN(auto select, database.prepare("SELECT CAST(value AS INTEGER) FROM about WHERE name = "
                                           "'readable_from'"));
  const auto step = select.step();
  if (step == sqlite::Step::failed) return select.error();
  return step == sqlite::Step::row ? static_cast<int>(select.integer(0)) : version;
}

Error unfit(const sqlite::Database& database, const Version& version, const char* does,
            std::string hint) {
  return {Remedy::stop, database.name(),
          fmt::format("This ledger has version {}, and this program {} version {}.", version.number,
                      does, kVersion),
          std::move(hint)};
}

}  // namespace

Use use_of(const Version& version) {
  if (version.number == kVersion) return Use::as_it_is;
  if (version.number < kOldestVersion) return Use::never_too_old;
  if (version.number < kVersion) return Use::after_steps;
  return version.readable_from <= kVersion ? Use::only_read : Use::never_newer;
}

Result<Version> version_of(const sqlite::Database& database) {
  TRY_ASSIGN(const auto application, pragma(database, "application_id"));
  if (application != kApplicationId) {
    return Error{Remedy::stop, database.name(), "This file is no ledger.",
                 "Mend the setting 'ledger', or give the name of a ledger."};
  }
  Version version;
  TRY_ASSIGN(version.number, pragma(database, "user_version"));
  version.readable_from = version.number;
  if (version.number > kVersion) {
    TRY_ASSIGN(version.readable_from, noted_readable_from(database, version.number));
  }
  return version;
}

Result<void> check_writable(const sqlite::Database& database) {
  TRY_ASSIGN(const auto version, version_of(database));
  switch (use_of(version)) {
    case Use::as_it_is:
    case Use::after_steps:
      return {};
    case Use::only_read:
      return unfit(database, version, "writes",
                   "Use the newer program that wrote it, or put back the copy that was made before "
                   "the upgrade; status, verify, audit and backup can read it all the same.");
    case Use::never_newer:
      return unfit(database, version, "reads",
                   "Use the newer program that wrote it, or put back the copy that was made before "
                   "the upgrade.");
    case Use::never_too_old:
      break;
  }
  return unfit(database, version, "reads",
               "Bring it up to date by a version of the program in between.");
}

Result<void> check_readable(const sqlite::Database& database) {
  TRY_ASSIGN(const auto version, version_of(database));
  return use_of(version) == Use::only_read ? Result<void>() : check_writable(database);
}

Result<void> bring_up_to_date(const sqlite::Database& database) {
  TRY_ASSIGN(const auto before, version_of(database));
  if (before.number >= kVersion) return {};
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  // Asked again under the lock: another process may have been quicker.
  TRY_ASSIGN(const auto version, version_of(database));
  TRY(take_steps(database, version.number));
  return transaction.commit();
}

Result<void> name_first_version(const sqlite::Database& database) {
  return database.run(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}",
                                  kApplicationId, kOldestVersion));
}

Result<void> take_steps(const sqlite::Database& database, int from) {
  for (const auto& step : kSteps) {
    if (step.from < from) continue;
    TRY(database.run(step.sql));
    TRY(database.run(fmt::format("PRAGMA user_version={}", step.from + 1)));
  }
  return database.run(
      fmt::format("INSERT OR REPLACE INTO about (name, value) VALUES ('readable_from', '{}')",
                  readable_from()));
}

}  // namespace dataflow::ledger
