#include "agent/ledger/ledger.h"

#include <fmt/format.h>

#include "agent/core/account.h"
#include "agent/core/durable_file.h"
#include "agent/core/presence.h"
#include "agent/ledger/mark.h"
#include "agent/ledger/schema.h"
#include "agent/ledger/versions.h"

namespace dataflow::ledger {

namespace {

namespace fs = std::filesystem;

/// Nobody else may read the file or its WAL, which inherits the file's mode, encrypted or not.
Result<void> close_to_others(const fs::path& file) {
  std::error_code problem;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, problem);
  if (!problem) return {};
  return Error{Remedy::stop, file.string(), "The ledger cannot be closed to other accounts.",
               "Make this account the owner of the file."};
}

/// A ledger that was there, as its mark says, is never silently replaced by an empty one.
Result<void> check_never_made(const fs::path& file) {
  TRY_ASSIGN(const auto mark, mark_of(file));
  if (!mark) return {};
  return unusable(file.string(), "The ledger is gone; its mark is still there.");
}

Result<void> make_ledger(const fs::path& file, const std::string& council, const Secret& key) {
  TRY(check_never_made(file));
  auto made = make_file(file, [&](const fs::path& making) -> Result<void> {
    TRY_ASSIGN(auto database, sqlite::Database::open_encrypted(making, sqlite::Mode::create, key));
    TRY(close_to_others(making));
    TRY(make_schema(database, council));
    // From the first on with the log: to change over later would rewrite the first page in place.
    TRY(use_log(database));
    return empty_log(database);
  });
  if (!is_missing(file)) return {};  // perhaps made by another process at the same moment
  return made;
}

Result<sqlite::Database> open_existing(const fs::path& file, const Secret& key) {
  TRY(check_there(file));
  // Read-write, because a reader of a WAL database takes part in its bookkeeping.
  return sqlite::Database::open_encrypted(file, sqlite::Mode::read_write, key);
}

}  // namespace

Result<void> check_there(const fs::path& file) {
  if (!is_missing(file)) return {};
  return Error{Remedy::stop, file.string(), "There is no ledger yet.",
               "It is made by the first 'dataflow-agent run'."};
}

Result<Ledger> Ledger::open(const fs::path& file, const std::string& council, const Secret& key) {
  TRY(check_account(file));
  if (is_missing(file)) TRY(make_ledger(file, council, key));
  TRY_ASSIGN(auto database, sqlite::Database::open_encrypted(file, sqlite::Mode::read_write, key));
  TRY(close_to_others(file));
  Ledger ledger(std::move(database));
  TRY(ledger.check_usable(council));
  // Last: a ledger that is refused stays what it was, and a crash leaves the log to undo it.
  TRY(use_log(ledger.database()));
  TRY(bring_up_to_date(ledger.database()));
  return ledger;
}

Result<Ledger> Ledger::open_to_read(const fs::path& file, const Secret& key) {
  TRY_ASSIGN(auto database, open_existing(file, key));
  TRY(check_readable(database));
  TRY_ASSIGN(const auto version, version_of(database));
  if (use_of(version) != Use::after_steps) return to_read(std::move(database));
  // A copy of an older version, or a ledger that the older program still works with: it stays what
  // it is, and what is read is what it would be.
  TRY_ASSIGN(auto copied, sqlite::Database::copy_in_memory(database));
  TRY(bring_up_to_date(copied));
  return to_read(std::move(copied));
}

Result<Ledger> Ledger::open_to_copy(const fs::path& file, const Secret& key) {
  TRY_ASSIGN(auto database, open_existing(file, key));
  TRY_ASSIGN(const auto version, version_of(database));
  static_cast<void>(version);  // whichever it is
  return to_read(std::move(database));
}

Result<Ledger> Ledger::to_read(sqlite::Database database) {
  TRY(database.run("PRAGMA query_only=ON"));
  return Ledger(std::move(database));
}

Result<void> Ledger::check_usable(const std::string& council) const {
  TRY(check_writable(database_));
  TRY(check_pages(database_));
  TRY(belong_to(council));
  return check_mark(*this);
}

Result<void> Ledger::copy_to(const fs::path& file, const Secret& key) const {
  return make_file(file, [&](const fs::path& making) -> Result<void> {
    TRY_ASSIGN(auto copy, sqlite::Database::open_encrypted(making, sqlite::Mode::create, key));
    TRY(close_to_others(making));
    TRY(sqlite::copy(database_, copy));
    // As a single file, without the log that a running ledger has beside it.
    return leave_log(copy);
  });
}

Result<void> Ledger::belong_to(const std::string& council) const {
  TRY_ASSIGN(const auto owner, council_of(database_));
  if (owner == council) return {};
  return Error{
      Remedy::stop, database_.name(),
      fmt::format("This ledger belongs to council {}, and the settings say {}.", owner, council),
      "Give each council a ledger of its own, or mend the setting 'council'."};
}

}  // namespace dataflow::ledger
