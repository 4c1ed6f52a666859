#include "agent/ledger/audit.h"

namespace dataflow::ledger {

Result<void> record_event(const Ledger& ledger, std::string_view event, std::string_view child,
                          std::string_view detail, Instant now) {
  TRY_ASSIGN(auto insert, ledger.database().prepare("INSERT INTO audit (at, event, child, detail) "
                                                    "VALUES (?, ?, nullif(?, ''), ?)"));
  insert.bind(1, rfc3339(now)).bind(2, event).bind(3, child).bind(4, detail);
  return insert.run();
}

}  // namespace dataflow::ledger
