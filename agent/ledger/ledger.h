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

  [[nodiscard]] const sqlite::Database& database() const { return database_; }

 private:
  explicit Ledger(sqlite::Database database) : database_(std::move(database)) {}
  [[nodiscard]] Result<void> belong_to(const std::string& council) const;

  sqlite::Database database_;
};

}  // namespace dataflow::ledger
