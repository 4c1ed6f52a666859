#include "agent/ledger/audit.h"

#include <boost/json.hpp>

#include "agent/core/ascii.h"
#include "agent/core/canonical_json.h"
#include "agent/ledger/schema.h"

namespace dataflow::ledger {

Digest chain(const Digest& before, const AuditEntry& entry) {
  const boost::json::array said{entry.entry, entry.at, entry.event, entry.child, entry.detail};
  return sha256(std::string(before.bytes()) + canonical_json(said));
}

Digest beginning_of_chain(std::string_view council) {
  return sha256(council);
}

Result<AuditHead> audit_head(const sqlite::Database& database) {
  TRY_ASSIGN(auto select, database.prepare("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1"));
  const auto step = select.step();
  if (step == sqlite::Step::failed) return select.error();
  if (step == sqlite::Step::row) {
    return AuditHead{select.integer(0), Digest::from_bytes(select.blob(1)).value_or(Digest())};
  }
  TRY_ASSIGN(const auto council, council_of(database));
  return AuditHead{0, beginning_of_chain(council)};
}

Result<AuditTrail> AuditTrail::open(const sqlite::Database& database, Instant now) {
  TRY_ASSIGN(const auto head, audit_head(database));
  TRY_ASSIGN(auto insert, database.prepare("INSERT INTO audit (id, at, event, child, detail, hash) "
                                           "VALUES (?, ?, ?, ?, ?, ?)"));
  return AuditTrail(std::move(insert), head, rfc3339(now));
}

Result<void> AuditTrail::add(std::string_view event, std::string_view child,
                             std::string_view detail) {
  const AuditEntry entry{head_.entry + 1, now_, std::string(event), std::string(child),
                         std::string(detail)};
  const Digest hash = chain(head_.hash, entry);
  insert_.bind(1, entry.entry).bind(2, entry.at).bind(3, entry.event).bind(4, entry.child);
  TRY(insert_.bind(5, entry.detail).bind_blob(6, hash.bytes()).run());
  head_ = {entry.entry, hash};
  return {};
}

Result<void> check_reason(const std::string& where, std::string_view by, std::string_view reason) {
  constexpr std::size_t kLongest = 2000;
  if (ascii::trimmed(by).empty()) {
    return Error{Remedy::stop, where, "The name of the person is missing.", "Give it with --by."};
  }
  const auto trimmed = ascii::trimmed(reason);
  if (!trimmed.empty() && trimmed.size() <= kLongest) return {};
  return Error{Remedy::stop, where, "A reason of one sentence or a few was expected.",
               "Give it with --reason."};
}

Result<void> each_entry(const Ledger& ledger, std::string_view since,
                        const std::function<void(const AuditEntry&)>& take) {
  TRY_ASSIGN(auto select, ledger.database().prepare(
                              "SELECT id, at, event, child, detail FROM audit WHERE at >= ? "
                              "ORDER BY id"));
  select.bind(1, since);
  return sqlite::each_row(select, [&] {
    take({select.integer(0), std::string(select.text(1)), std::string(select.text(2)),
          std::string(select.text(3)), std::string(select.text(4))});
  });
}

Result<void> record_event(const Ledger& ledger, std::string_view event, std::string_view child,
                          std::string_view detail, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  TRY(trail.add(event, child, detail));
  return transaction.commit();
}

}  // namespace dataflow::ledger
