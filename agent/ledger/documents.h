// Documents are kept in the ledger before anything refers to them, many to a commit.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "agent/core/digest.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"
#include "agent/ledger/packed.h"

namespace dataflow::ledger {

/// A document's number in the ledger.
using DocumentId = std::int64_t;

enum class DocumentKind {
  state,  ///< what the endpoint should hold of the child
  purge,  ///< the instruction to delete the child
};

/// A document to keep. The texts must outlive the call.
struct KeptDocument {
  DocumentKind kind = DocumentKind::state;
  const Digest& digest;  ///< of the body
  std::optional<Digest>
      content;  ///< apart from its identifiers (standard/content.h); not of purges
  std::string_view skeleton;
  std::string_view body;
  std::string_view spared{};  ///< the skeleton of what is not to be purged besides; empty: nothing
};

/// Writes documents in groups, each group in a transaction of its own. Until a Settlement refers to
/// it, a document has no effect; what a crash leaves behind is swept away by the next settlement.
class DocumentKeeper {
 public:
  [[nodiscard]] static Result<DocumentKeeper> open(const Ledger& ledger);

  [[nodiscard]] Result<DocumentId> keep(const KeptDocument& document);

  /// Commits what was kept since the last group was full. Call once at the end.
  [[nodiscard]] Result<void> finish();

 private:
  DocumentKeeper(const Ledger& ledger, sqlite::Statement insert)
      : ledger_(&ledger), insert_(std::move(insert)) {}

  const Ledger* ledger_;
  sqlite::Statement insert_;
  Packer packer_;
  std::optional<sqlite::Transaction> group_;
  int in_group_ = 0;
};

}  // namespace dataflow::ledger
