#include "agent/ledger/accepted_documents.h"

namespace dataflow::ledger {

Result<AcceptedDocuments> AcceptedDocuments::open(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT d.body FROM child AS c JOIN document AS d "
                                       "ON d.id = c.accepted_document AND d.kind = 'state' "
                                       "WHERE c.la_child_id = ?"));
  return AcceptedDocuments(std::move(select), ledger.database().name());
}

Result<std::optional<std::string>> AcceptedDocuments::of(std::string_view child) {
  select_.reset();
  select_.bind(1, child);
  const auto step = select_.step();
  if (step == sqlite::Step::failed) return select_.error();
  if (step == sqlite::Step::done) return std::optional<std::string>();
  if (select_.blob(0).empty()) return std::optional<std::string>("");
  TRY_ASSIGN(auto body, unpacker_.unpack(select_.blob(0), file_));
  return std::optional(std::move(body));
}

}  // namespace dataflow::ledger
