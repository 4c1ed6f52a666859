// The Ledger is the agent's memory: what the endpoint accepted of each child, and what waits.
#pragma once

#include <filesystem>
#include <string>

#include "agent/core/result.h"
#include "agent/core/secret.h"
#include "agent/sqlite/database.h"

namespace dataflow::ledger {

/// An error, remedy stop, when there is no ledger yet.
[[nodiscard]] Result<void> check_there(const std::filesystem::path& file);

/// One connection to a ledger file, whose pages are encrypted by the machine's key of 32 bytes.
/// Intake and dispatch each open their own: a connection is for one thread. What every table means
/// is in docs/ledger.md.
class Ledger {
 public:
  /// Opens the file, makes it when it is missing, and closes it to other accounts. Root does not
  /// work with the ledger of another account (core/account.h). A ledger belongs
  /// to one council: opening it for another is an error, and so is a ledger that is gone or older
  /// than its mark (mark.h), or damaged. Remedy stop. One of an older version (versions.h) is
  /// brought up to date.
  [[nodiscard]] static Result<Ledger> open(const std::filesystem::path& file,
                                           const std::string& council, const Secret& key);

  /// Opens an existing ledger, or a copy of one, for reading only. One of an older version is read
  /// from a copy in memory that is brought up to date; the file stays as it is.
  [[nodiscard]] static Result<Ledger> open_to_read(const std::filesystem::path& file,
                                                   const Secret& key);

  /// Opens an existing ledger of whatever version as it is: for copy_to and version_of.
  [[nodiscard]] static Result<Ledger> open_to_copy(const std::filesystem::path& file,
                                                   const Secret& key);

  /// An error, remedy stop, unless this program can write the ledger, perhaps after steps, every
  /// page of it is whole, it belongs to that council, and its mark fits. Changes nothing.
  [[nodiscard]] Result<void> check_usable(const std::string& council) const;

  /// Copies the whole file as it is at one moment, while others may be writing to it. The copy has
  /// a page key of its own, for the machine's key given, and is closed to other accounts. An
  /// existing file is never overwritten, and a copy that could not be finished is removed: both
  /// are errors, remedy stop.
  [[nodiscard]] Result<void> copy_to(const std::filesystem::path& file, const Secret& key) const;

  [[nodiscard]] const sqlite::Database& database() const { return database_; }

 private:
  explicit Ledger(sqlite::Database database) : database_(std::move(database)) {}
  [[nodiscard]] static Result<Ledger> to_read(sqlite::Database database);
  [[nodiscard]] Result<void> belong_to(const std::string& council) const;

  sqlite::Database database_;
};

}  // namespace dataflow::ledger
