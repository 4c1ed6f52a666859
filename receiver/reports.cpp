#include "receiver/reports.h"

namespace dataflow::receiver {

Result<void> each_document(const sqlite::Database& database, std::string_view la_code,
                           const std::function<void(std::string_view)>& take) {
  TRY_ASSIGN(auto rows, database.prepare("SELECT document FROM child "
                                         "WHERE la_code = ?1 AND document IS NOT NULL "
                                         "ORDER BY la_child_id"));
  rows.bind(1, la_code);
  return sqlite::each_row(rows, [&] { take(rows.text(0)); });
}

Result<void> each_delivery(const sqlite::Database& database,
                           const std::function<void(const DeliveryRow&)>& take) {
  TRY_ASSIGN(auto rows,
             database.prepare("SELECT id, received_at, delivery.la_code, request_id, status, "
                              "children, total(effect = 'applied'), total(effect = 'repeat'), "
                              "total(effect = 'purged'), bytes, signature, key_id "
                              "FROM delivery LEFT JOIN item ON item.delivery = delivery.id "
                              "GROUP BY id ORDER BY id"));
  return sqlite::each_row(rows, [&] {
    DeliveryRow row;
    row.id = rows.integer(0);
    row.received_at = rows.text(1);
    row.la_code = rows.text(2);
    row.request_id = rows.text(3);
    row.status = rows.integer(4);
    row.children = rows.integer(5);
    row.applied = rows.integer(6);
    row.repeats = rows.integer(7);
    row.purged = rows.integer(8);
    row.bytes = rows.integer(9);
    row.signature = rows.text(10);
    row.key_id = rows.text(11);
    take(row);
  });
}

}  // namespace dataflow::receiver
