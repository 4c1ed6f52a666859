// The notes that `init` writes for others: the DfE, the DBA and whoever runs the network.
#pragma once

#include <string>
#include <vector>

#include "agent/setup/draft.h"

namespace dataflow::setup {

/// A note as a file beside agent.yaml. It holds no secret.
struct Note {
  std::string file;
  std::string text;
};

/// Council code, public key and addresses; account, GRANTs, times and load; hosts and ports.
/// Remedy stop: the answers make no plan, or the signing key cannot be read.
[[nodiscard]] Result<std::vector<Note>> notes(const Draft& draft);

/// The names of the files of notes().
[[nodiscard]] const std::vector<std::string>& note_files();

}  // namespace dataflow::setup
