// The mark says, beside the ledger, how far its audit trail had come when something last left.
#pragma once

#include <filesystem>
#include <optional>

#include "agent/core/result.h"
#include "agent/ledger/audit.h"

namespace dataflow::ledger {

/// Where the mark of a ledger stands: the ledger's name with ".mark".
[[nodiscard]] std::filesystem::path mark_beside(const std::filesystem::path& ledger);

/// Whether a ledger was made there once: it is there, or its mark is, which then says that it is
/// gone.
[[nodiscard]] bool was_made(const std::filesystem::path& ledger);

/// Writes the mark; it survives a power cut. Call after the commit and before the first byte of a
/// request leaves, so that a ledger that has forgotten the request is found out.
[[nodiscard]] Result<void> set_mark(const std::filesystem::path& ledger, const AuditHead& head);

/// Nothing when there is none. A damaged mark is an error, remedy stop.
[[nodiscard]] Result<std::optional<AuditHead>> mark_of(const std::filesystem::path& ledger);

/// Holds the ledger against its mark. A ledger whose trail ends before the mark, or has another
/// entry in its place, has lost what it knew of the endpoint: an error, remedy stop.
[[nodiscard]] Result<void> check_mark(const Ledger& ledger);

}  // namespace dataflow::ledger
