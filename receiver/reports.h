// Reports read what a store holds: the state of the children, and the list of deliveries.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "agent/sqlite/database.h"

namespace dataflow::receiver {

/// The canonical documents of a council's children, in the byte order of their ids.
[[nodiscard]] Result<void> each_document(const sqlite::Database& database, std::string_view la_code,
                                         const std::function<void(std::string_view)>& take);

/// One request of a known council, without personal data.
struct DeliveryRow {
  std::int64_t id = 0;
  std::string received_at;  ///< RFC 3339, UTC
  std::string la_code;
  std::string request_id;
  std::int64_t status = 0;
  std::int64_t children = 0;
  std::int64_t applied = 0;
  std::int64_t repeats = 0;
  std::int64_t purged = 0;
  std::int64_t bytes = 0;
  std::string signature;  ///< none, verified or failed
  std::string key_id;     ///< empty unless verified
};

/// Every request, the oldest first.
[[nodiscard]] Result<void> each_delivery(const sqlite::Database& database,
                                         const std::function<void(const DeliveryRow&)>& take);

}  // namespace dataflow::receiver
