// The document that the endpoint last accepted of a child, as the ledger keeps it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/core/result.h"
#include "agent/ledger/ledger.h"
#include "agent/ledger/packed.h"

namespace dataflow::ledger {

/// Reads accepted documents one by one. For one thread.
class AcceptedDocuments {
 public:
  [[nodiscard]] static Result<AcceptedDocuments> open(const Ledger& ledger);

  /// Canonical JSON; empty when it is no longer kept (retention.h); nothing when the endpoint has
  /// accepted nothing of this child, or a purge last.
  [[nodiscard]] Result<std::optional<std::string>> of(std::string_view child);

 private:
  AcceptedDocuments(sqlite::Statement select, std::string file)
      : select_(std::move(select)), file_(std::move(file)) {}

  sqlite::Statement select_;
  std::string file_;
  Unpacker unpacker_;
};

}  // namespace dataflow::ledger
