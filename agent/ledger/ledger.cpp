#include "agent/ledger/ledger.h"

#include <fmt/format.h>

#include "agent/ledger/schema.h"

namespace dataflow::ledger {

namespace {

/// Documents hold personal data, so nobody else may read the file or its WAL, which inherits the
/// file's mode.
Result<void> close_to_others(const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  std::error_code problem;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, problem);
  if (!problem) return {};
  return Error{Remedy::stop, file.string(), "The ledger cannot be closed to other accounts.",
               "Make this account the owner of the file."};
}

}  // namespace

Result<Ledger> Ledger::open(const std::filesystem::path& file, const std::string& council) {
  TRY_ASSIGN(auto database, sqlite::Database::open(file, sqlite::Mode::create));
  TRY(close_to_others(file));
  TRY(prepare_schema(database));
  Ledger ledger(std::move(database));
  TRY(ledger.belong_to(council));
  return ledger;
}

Result<Ledger> Ledger::open_to_read(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    return Error{Remedy::stop, file.string(), "There is no ledger yet.",
                 "It is made by the first 'dataflow-agent run'."};
  }
  // Read-write, because a reader of a WAL database takes part in its bookkeeping.
  TRY_ASSIGN(auto database, sqlite::Database::open(file, sqlite::Mode::read_write));
  TRY(prepare_schema(database));
  TRY(database.run("PRAGMA query_only=ON"));
  return Ledger(std::move(database));
}

Result<void> Ledger::copy_to(const std::filesystem::path& file) const {
  if (std::filesystem::exists(file)) {
    return Error{Remedy::stop, file.string(), "This file exists already, and is left as it is.",
                 "Give the copy another name."};
  }
  const auto copied = [&]() -> Result<void> {
    TRY_ASSIGN(auto copy, sqlite::Database::open(file, sqlite::Mode::create));
    TRY(close_to_others(file));
    TRY(sqlite::copy(database_, copy));
    // As a single file, without the log that a running ledger has beside it.
    return copy.run("PRAGMA journal_mode=DELETE");
  }();
  if (!copied) {
    std::error_code ignored;  // what is left of it is named in the error
    std::filesystem::remove(file, ignored);
  }
  return copied;
}

Result<void> Ledger::belong_to(const std::string& council) const {
  TRY_ASSIGN(auto insert,
             database_.prepare("INSERT OR IGNORE INTO about (name, value) VALUES ('council', ?)"));
  TRY(insert.bind(1, council).run());
  TRY_ASSIGN(const auto owner, council_of(database_));
  if (owner == council) return {};
  return Error{
      Remedy::stop, database_.name(),
      fmt::format("This ledger belongs to council {}, and the settings say {}.", owner, council),
      "Give each council a ledger of its own, or mend the setting 'council'."};
}

}  // namespace dataflow::ledger
