#include "agent/ledger/balance.h"

namespace dataflow::ledger {

std::int64_t Balance::excluded_total() const {
  std::int64_t total = 0;
  for (const auto& exclusion : excluded) total += exclusion.persons;
  return total;
}

Result<std::optional<Balance>> balance_of(const Ledger& ledger) {
  TRY_ASSIGN(const auto run, newest_run(ledger, Which::settled));
  if (!run) return std::optional<Balance>();
  TRY_ASSIGN(
      auto select,
      ledger.database().prepare(
          "SELECT count(*) FILTER (WHERE in_scope AND held_by IS NULL AND waiting_document IS NULL "
          "AND accepted_document IS NOT NULL), "
          "count(*) FILTER (WHERE in_scope AND held_by IS NULL AND waiting_document IS NOT NULL), "
          "count(*) FILTER (WHERE in_scope AND held_by IS NOT NULL), "
          "count(*) FILTER (WHERE NOT in_scope AND NOT past), "
          "count(*) FILTER (WHERE past) FROM child"));
  if (select.step() != sqlite::Step::row) return select.error();
  Balance balance;
  balance.run = run->id;
  balance.day = run->day;
  balance.considered = run->figures.considered;
  balance.accepted = select.integer(0);
  balance.waiting = select.integer(1);
  balance.held = select.integer(2) + run->figures.without_id;
  balance.leaving = select.integer(3);
  balance.past = select.integer(4);
  balance.excluded = run->figures.exclusions;
  return std::optional<Balance>(std::move(balance));
}

Result<std::vector<HoldCount>> count_holds(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare(
                 "SELECT held_rule, held_reason, count(*) FROM child WHERE held_by IS NOT NULL "
                 "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"));
  std::vector<HoldCount> holds;
  TRY(sqlite::each_row(select, [&] {
    holds.push_back({std::string(select.text(0)), std::string(select.text(1)), select.integer(2)});
  }));
  return holds;
}

}  // namespace dataflow::ledger
