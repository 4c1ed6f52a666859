#include "agent/ledger/documents.h"

namespace dataflow::ledger {

namespace {
constexpr int kGroup = 1000;  // one flush costs as much as writing some hundred documents
}

Result<DocumentKeeper> DocumentKeeper::open(const Ledger& ledger) {
  TRY_ASSIGN(auto insert, ledger.database().prepare("INSERT INTO document (kind, digest, skeleton, "
                                                    "body) VALUES (?, ?, ?, ?)"));
  return DocumentKeeper(ledger, std::move(insert));
}

Result<DocumentId> DocumentKeeper::keep(DocumentKind kind, const Digest& digest,
                                        std::string_view skeleton, std::string_view body) {
  if (!group_) {
    TRY_ASSIGN(auto group, sqlite::Transaction::begin(ledger_->database()));
    group_.emplace(std::move(group));
  }
  insert_.bind_borrowed(1, kind == DocumentKind::purge ? "purge" : "state");
  insert_.bind_blob(2, digest.bytes()).bind_borrowed(3, skeleton).bind_borrowed(4, body);
  TRY(insert_.run());
  const DocumentId id = ledger_->database().last_insert_id();
  if (++in_group_ == kGroup) TRY(finish());
  return id;
}

Result<void> DocumentKeeper::finish() {
  if (!group_) return {};
  TRY(group_->commit());
  group_.reset();
  in_group_ = 0;
  return {};
}

}  // namespace dataflow::ledger
