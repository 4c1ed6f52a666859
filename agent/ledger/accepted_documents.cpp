#include "agent/ledger/accepted_documents.h"

namespace dataflow::ledger {

Result<AcceptedDocuments> AcceptedDocuments::open(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT d.body FROM child AS c JOIN document AS d "
                                       "ON d.id = c.accepted_document AND d.kind = 'state' "
                                       "WHERE c.la_child_id = ?"));
  return AcceptedDocuments(std::move(select));
}

Result<std::optional<std::string>> AcceptedDocuments::of(std::string_view child) {
  select_.reset();
  select_.bind(1, child);
  switch (select_.step()) {
    case sqlite::Step::row:
      return std::optional(std::string(select_.text(0)));
    case sqlite::Step::failed:
      return select_.error();
    case sqlite::Step::done:
      break;
  }
  return std::optional<std::string>();
}

}  // namespace dataflow::ledger
