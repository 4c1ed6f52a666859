// The machine's key, by which the ledger is encrypted: read from where the settings say it is kept.
#pragma once

#include "agent/core/result.h"
#include "agent/core/secret.h"
#include "agent/settings/settings.h"

namespace dataflow::app {

/// The 32 bytes that stand there as 64 hexadecimal digits. Remedy stop.
[[nodiscard]] Result<Secret> read_ledger_key(const settings::SecretReference& reference);

/// As read_ledger_key for the ledger of the settings; makes the key when it is kept in a file that
/// is not there, and there is no ledger yet that would need another one.
[[nodiscard]] Result<Secret> ledger_key(const settings::Settings& settings);

/// As read_ledger_key for the ledger of the settings, for those that only read it: makes nothing,
/// and says so when there is no ledger yet.
[[nodiscard]] Result<Secret> key_of_ledger_there(const settings::Settings& settings);

/// Writes a new key into a new file that only this account may read. Remedy stop.
[[nodiscard]] Result<void> make_ledger_key(const std::filesystem::path& file);

}  // namespace dataflow::app
