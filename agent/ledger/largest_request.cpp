#include "agent/ledger/largest_request.h"

#include <limits>

namespace dataflow::ledger {

namespace {

constexpr auto kRemembered = std::chrono::days(7);

Result<void> put(const sqlite::Database& database, const char* name, const std::string& value) {
  TRY_ASSIGN(auto insert, database.prepare("INSERT INTO about (name, value) VALUES (?1, ?2) "
                                           "ON CONFLICT (name) DO UPDATE SET value = ?2"));
  return insert.bind(1, name).bind(2, value).run();
}

}  // namespace

Result<void> remember_largest_request(const Ledger& ledger, std::size_t children, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY(put(database, "largest_request", std::to_string(children)));
  TRY(put(database, "largest_request_at", rfc3339(now)));
  return transaction.commit();
}

Result<std::size_t> largest_request(const Ledger& ledger, Instant now) {
  constexpr std::size_t kNoBound = std::numeric_limits<std::size_t>::max();
  TRY_ASSIGN(auto select,
             ledger.database().prepare(
                 "SELECT cast(n.value AS INTEGER) FROM about AS n, about AS at WHERE n.name = "
                 "'largest_request' AND at.name = 'largest_request_at' AND at.value > ?"));
  const auto step = select.bind(1, rfc3339(now - kRemembered)).step();
  if (step == sqlite::Step::failed) return select.error();
  return step == sqlite::Step::row ? static_cast<std::size_t>(select.integer(0)) : kNoBound;
}

}  // namespace dataflow::ledger
