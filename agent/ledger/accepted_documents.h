// The document that the endpoint last accepted of a child, as the ledger keeps it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// Reads accepted documents one by one. For one thread.
class AcceptedDocuments {
 public:
  [[nodiscard]] static Result<AcceptedDocuments> open(const Ledger& ledger);

  /// Canonical JSON; nothing when the endpoint has accepted nothing of this child, or a purge last.
  [[nodiscard]] Result<std::optional<std::string>> of(std::string_view child);

 private:
  explicit AcceptedDocuments(sqlite::Statement select) : select_(std::move(select)) {}

  sqlite::Statement select_;
};

}  // namespace dataflow::ledger
