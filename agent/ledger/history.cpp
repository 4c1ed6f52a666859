#include "agent/ledger/history.h"

namespace dataflow::ledger {

Result<std::optional<DeliverySummary>> newest_delivery(const Ledger& ledger) {
  TRY_ASSIGN(auto select, ledger.database().prepare(
                              std::string("SELECT created_at, children, ") + kOutcomeOfDelivery +
                              ", coalesce(status, 0) FROM delivery ORDER BY id DESC LIMIT 1"));
  const auto step = select.step();
  if (step == sqlite::Step::failed) return select.error();
  if (step == sqlite::Step::done) return std::optional<DeliverySummary>();
  return std::optional<DeliverySummary>({std::string(select.text(0)), select.integer(1),
                                         std::string(select.text(2)), select.integer(3)});
}

Result<std::string> last_acceptance(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT coalesce(max(finished_at), '') FROM delivery "
                                       "WHERE outcome = 'accepted'"));
  if (select.step() != sqlite::Step::row) return select.error();
  return std::string(select.text(0));
}

}  // namespace dataflow::ledger
