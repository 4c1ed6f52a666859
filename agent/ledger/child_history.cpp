#include "agent/ledger/child_history.h"

#include "agent/ledger/history.h"

namespace dataflow::ledger {

namespace {

Result<std::vector<SentOnce>> sent_of(const sqlite::Database& database, std::string_view child) {
  TRY_ASSIGN(auto select,
             database.prepare(std::string("SELECT d.id, d.created_at, ") + kOutcomeOfDelivery +
                              ", coalesce(d.status, 0), lower(hex(s.document_digest)), "
                              "lower(hex(s.change_digest)), coalesce(s.receipt, '') "
                              "FROM sent AS s JOIN delivery AS d ON d.id = s.delivery "
                              "WHERE s.la_child_id = ? ORDER BY d.id"));
  select.bind(1, child);
  std::vector<SentOnce> sent;
  TRY(sqlite::each_row(select, [&] {
    const auto text = [&](int column) { return std::string(select.text(column)); };
    sent.push_back(
        {select.integer(0), text(1), text(2), select.integer(3), text(4), text(5), text(6)});
  }));
  return sent;
}

Result<std::vector<DoneOnce>> done_of(const sqlite::Database& database, std::string_view child) {
  TRY_ASSIGN(auto select, database.prepare("SELECT id, at, event, detail FROM audit "
                                           "WHERE child = ? ORDER BY id"));
  select.bind(1, child);
  std::vector<DoneOnce> done;
  TRY(sqlite::each_row(select, [&] {
    done.push_back({select.integer(0), std::string(select.text(1)), std::string(select.text(2)),
                    std::string(select.text(3))});
  }));
  return done;
}

}  // namespace

Result<ChildHistory> history_of(const Ledger& ledger, std::string_view child) {
  ChildHistory history;
  if (child.empty()) return history;
  TRY_ASSIGN(history.sent, sent_of(ledger.database(), child));
  TRY_ASSIGN(history.done, done_of(ledger.database(), child));
  return history;
}

}  // namespace dataflow::ledger
