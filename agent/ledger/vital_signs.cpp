#include "agent/ledger/vital_signs.h"

#include "agent/ledger/history.h"

namespace dataflow::ledger {

namespace {

/// The one text that the statement gives.
Result<std::string> one_text(const Ledger& ledger, std::string_view sql) {
  TRY_ASSIGN(auto select, ledger.database().prepare(sql));
  if (select.step() != sqlite::Step::row) return select.error();
  return std::string(select.text(0));
}

}  // namespace

Result<std::map<std::string, std::int64_t>> count_runs(const Ledger& ledger) {
  TRY_ASSIGN(auto select, ledger.database().prepare(
                              "SELECT iif(waits, 'waiting', state), count(*) FROM run GROUP BY 1"));
  std::map<std::string, std::int64_t> counts;
  TRY(sqlite::each_row(select, [&] { counts[std::string(select.text(0))] = select.integer(1); }));
  return counts;
}

Result<std::int64_t> failed_in_a_row(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare(
                 "SELECT count(*) FROM run WHERE state = 'failed' AND NOT waits AND id > "
                 "coalesce((SELECT max(id) FROM run WHERE state IN ('settled', 'held')), 0)"));
  if (select.step() != sqlite::Step::row) return select.error();
  return select.integer(0);
}

Result<std::string> waiting_longest(const Ledger& ledger) {
  return one_text(ledger,
                  "SELECT coalesce(min(waiting_since), '') FROM child WHERE waiting_document IS "
                  "NOT NULL");
}

Result<std::string> unsealed_since(const Ledger& ledger) {
  return one_text(ledger,
                  "SELECT coalesce(min(at), '') FROM audit WHERE id = "
                  "coalesce((SELECT max(entry) FROM seal), 0) + 1");
}

Result<DeliveryCounts> count_deliveries(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare(std::string("SELECT ") + kOutcomeOfDelivery +
                                       " AS became, count(*) FROM delivery GROUP BY became"));
  std::map<std::string, std::int64_t> counts;
  TRY(sqlite::each_row(select, [&] { counts[std::string(select.text(0))] = select.integer(1); }));
  return DeliveryCounts{counts["accepted"], counts["refused"], counts["not sent"],
                        counts["unknown"], counts["under way"]};
}

Result<std::vector<WeighedCount>> count_by_weight(const Ledger& ledger) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT rule, weight = 'hold', count(*) FROM finding "
                                       "GROUP BY 1, 2 ORDER BY 1, 2"));
  std::vector<WeighedCount> counts;
  TRY(sqlite::each_row(select, [&] {
    counts.push_back({std::string(select.text(0)),
                      select.integer(1) != 0 ? Weight::hold : Weight::warn, select.integer(2)});
  }));
  return counts;
}

}  // namespace dataflow::ledger
