// The versions that a ledger's tables may have, and the steps from each to the next.
#pragma once

#include "agent/core/result.h"
#include "agent/sqlite/database.h"

namespace dataflow::ledger {

/// What this program writes. docs/decisions/0025-ledger-versions.md says what a step may do.
inline constexpr int kVersion = 6;
/// The oldest that it brings up to date.
inline constexpr int kOldestVersion = 5;

struct Version {
  int number = kVersion;
  /// Programs that write this version or a later one may read the ledger: since then, versions have
  /// only added tables and columns.
  int readable_from = kVersion;
};

/// What this program does with a ledger of some version.
enum class Use {
  as_it_is,       ///< reads and writes it
  after_steps,    ///< an older one: writes it once it is up to date, and reads it as if it were
  only_read,      ///< a newer one that has only added to what this program knows
  never_too_old,  ///< before kOldestVersion
  never_newer,    ///< a newer one that has changed what this program knows
};
[[nodiscard]] Use use_of(const Version& version);

/// The version of the file. Remedy stop when it is no ledger.
[[nodiscard]] Result<Version> version_of(const sqlite::Database& database);

/// An error, remedy stop, when this program cannot write such a ledger, not even after steps.
[[nodiscard]] Result<void> check_writable(const sqlite::Database& database);

/// An error, remedy stop, when this program cannot read such a ledger.
[[nodiscard]] Result<void> check_readable(const sqlite::Database& database);

/// Brings an older ledger to kVersion in one transaction: all of it or nothing. Leaves one that is
/// up to date as it is. Call when it is writable, and its pages are known to be whole. Remedy stop.
[[nodiscard]] Result<void> bring_up_to_date(const sqlite::Database& database);

/// Within a transaction that makes a ledger: its tables are those of the oldest version.
[[nodiscard]] Result<void> name_first_version(const sqlite::Database& database);

/// Takes all steps from that version on. Call within a transaction.
[[nodiscard]] Result<void> take_steps(const sqlite::Database& database, int from);

}  // namespace dataflow::ledger
