// Placing writes what the interview came to: all files, or none of them.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "agent/service/machine.h"
#include "agent/setup/notes.h"

namespace dataflow::setup {

/// Whether files that are there already give way. A signing key never does.
enum class Existing { kept, replaced };

struct Placing {
  Existing existing = Existing::kept;
  std::optional<service::Account> owner = {};  ///< who gets the files; nobody: as they are made
};

/// The files of fixed names that are there already: agent.yaml and the notes.
[[nodiscard]] std::vector<std::filesystem::path> in_the_way(const std::filesystem::path& config);

/// The files that place() would write, in its order: secrets, key pair, notes, and agent.yaml last,
/// so that whoever sees it sees all.
[[nodiscard]] std::vector<std::filesystem::path> files_of(const Draft& draft);

/// Writes them: secrets and the private key for this account or the owner alone, the others for
/// everybody to read. Makes the folder of the ledger. When one cannot be written, those before it
/// are taken away again, but for those that took another's place. Remedy stop.
[[nodiscard]] Result<void> place(const Draft& draft, const std::vector<Note>& notes,
                                 const Placing& how);

}  // namespace dataflow::setup
