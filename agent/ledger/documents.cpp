#include "agent/ledger/documents.h"

namespace dataflow::ledger {

namespace {
constexpr int kGroup = 1000;  // one flush costs as much as writing some hundred documents
}

Result<DocumentKeeper> DocumentKeeper::open(const Ledger& ledger) {
  TRY_ASSIGN(auto insert,
             ledger.database().prepare("INSERT INTO document (kind, digest, skeleton, "
                                       "body, content_digest, spared) VALUES (?, ?, ?, ?, ?, ?)"));
  return DocumentKeeper(ledger, std::move(insert));
}

Result<DocumentId> DocumentKeeper::keep(const KeptDocument& document) {
  if (!group_) {
    TRY_ASSIGN(auto group, sqlite::Transaction::begin(ledger_->database()));
    group_.emplace(std::move(group));
  }
  insert_.bind_borrowed(1, document.kind == DocumentKind::purge ? "purge" : "state");
  insert_.bind_blob(2, document.digest.bytes()).bind_borrowed(3, document.skeleton);
  TRY_ASSIGN(const auto body, packer_.pack(document.body));
  insert_.bind_blob(4, body);
  if (document.content) {
    insert_.bind_blob(5, document.content->bytes());
  } else {
    insert_.bind_null(5);
  }
  insert_.bind_borrowed(6, document.spared);
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
