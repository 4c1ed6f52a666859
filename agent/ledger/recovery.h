// Recovery: what is done with a ledger that is damaged, gone or older than its mark.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/digest.h"
#include "agent/ledger/documents.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// Puts a finished ledger, which nobody has open and whose log is empty, in the place of another
/// one. Whatever there is of the other (the file, its log, its mark) is renamed, so that nothing of
/// it is lost: "agent.db" becomes "agent.db.set-aside-20261125T170000Z". Its mark is renamed last,
/// so that a ledger is missed as long as there is none. Gives the new names. Remedy stop.
[[nodiscard]] Result<std::vector<std::filesystem::path>> put_in_place(
    const std::filesystem::path& finished, const std::filesystem::path& file, Instant now);

/// Makes a ledger from a copy of one. What was sent after the copy was made is not in it, so every
/// child is in doubt: it is sent once more. Remedy stop.
[[nodiscard]] Result<void> restore_ledger(const std::filesystem::path& file,
                                          const std::filesystem::path& copy,
                                          const std::string& council, const Secret& key);

/// A child as the endpoint says that it holds it.
struct HeldByEndpoint {
  std::string child;
  DocumentId document = 0;
  Digest digest;
  std::string skeleton;
};

/// Takes the endpoint's word for what it accepted, in a new ledger that knows no child yet. It is
/// the one way, besides a receipt, in which a document becomes accepted.
[[nodiscard]] Result<void> adopt(const Ledger& ledger, const std::vector<HeldByEndpoint>& children,
                                 Instant now);

/// Replaces the ledger by a copy of itself with a new page key, for another key of the machine.
/// Nobody else may have the ledger open: that is an error, remedy wait. Leaves an entry in the
/// audit trail.
[[nodiscard]] Result<void> change_key(const std::filesystem::path& file, const std::string& council,
                                      const Secret& old_key, const Secret& new_key, Instant now);

}  // namespace dataflow::ledger
