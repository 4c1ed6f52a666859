#include "agent/ledger/custody.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/canonical_json.h"

namespace dataflow::ledger {

namespace {

/// The digest of all rows and columns that the query gives, as canonical JSON; NULL is null.
Result<Digest> digest_of_rows(const sqlite::Database& database, const char* sql,
                              DeliveryId delivery) {
  TRY_ASSIGN(auto select, database.prepare(sql));
  select.bind(1, delivery);
  boost::json::array rows;
  TRY(sqlite::each_row(select, [&] {
    boost::json::array row;
    for (int column = 0; column < select.columns(); ++column) {
      if (select.is_null(column)) {
        row.emplace_back(nullptr);
      } else {
        row.emplace_back(select.text(column));
      }
    }
    rows.push_back(std::move(row));
  }));
  return sha256(canonical_json(rows));
}

}  // namespace

// Every column comes first from the one row of the delivery, so that one digest covers both tables.
Result<Digest> digest_of_delivery(const sqlite::Database& database, DeliveryId delivery) {
  return digest_of_rows(
      database,
      "SELECT d.id, d.created_at, d.children, d.bytes, d.idempotency_key, d.content_digest, "
      "d.signature_input, d.signature, s.position, s.la_child_id, s.document, "
      "hex(s.document_digest), hex(s.change_digest) FROM delivery AS d "
      "LEFT JOIN sent AS s ON s.delivery = d.id WHERE d.id = ? ORDER BY s.position",
      delivery);
}

Result<Digest> digest_of_answer(const sqlite::Database& database, DeliveryId delivery) {
  return digest_of_rows(
      database,
      "SELECT d.id, d.outcome, d.status, d.request_id, d.finished_at, d.answer_digest, "
      "d.answer_signature_input, d.answer_signature, s.position, s.receipt "
      "FROM delivery AS d LEFT JOIN sent AS s ON s.delivery = d.id WHERE d.id = ? "
      "ORDER BY s.position",
      delivery);
}

std::string custody_text(DeliveryId delivery, const Digest& digest) {
  return fmt::format("delivery {} {}", delivery, digest.hex());
}

}  // namespace dataflow::ledger
