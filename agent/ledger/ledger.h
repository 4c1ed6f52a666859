// The Ledger is the agent's memory: what the endpoint accepted of each child, and what waits.
#pragma once

#include <filesystem>
#include <string>

#include "agent/core/result.h"
#include "agent/sqlite/database.h"

namespace dataflow::ledger {

/// One connection to a ledger file. Intake and dispatch each open their own: a connection is for
/// one thread. What every table means is in docs/ledger.md.
class Ledger {
 public:
  /// Opens the file, makes it when it is missing, and closes it to other accounts. A ledger belongs
  /// to one council: opening it for another is an error. Remedy stop.
  [[nodiscard]] static Result<Ledger> open(const std::filesystem::path& file,
                                           const std::string& council);

  /// Opens an existing ledger for reading only.
  [[nodiscard]] static Result<Ledger> open_to_read(const std::filesystem::path& file);

  /// Copies the whole file as it is at one moment, while others may be writing to it. The copy is
  /// closed to other accounts. An existing file is never overwritten, and a copy that could not be
  /// finished is removed: both are errors, remedy stop.
  [[nodiscard]] Result<void> copy_to(const std::filesystem::path& file) const;

  [[nodiscard]] const sqlite::Database& database() const { return database_; }

 private:
  explicit Ledger(sqlite::Database database) : database_(std::move(database)) {}
  [[nodiscard]] Result<void> belong_to(const std::string& council) const;

  sqlite::Database database_;
};

}  // namespace dataflow::ledger
