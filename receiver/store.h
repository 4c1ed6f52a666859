// The Store keeps what was delivered and the state that came of it, one transaction a request.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/clock.h"
#include "receiver/child_table.h"
#include "receiver/contract.h"

namespace dataflow::receiver {

/// What is written down of one request of a known council, whether it was accepted or refused.
struct Delivery {
  Instant received_at;
  std::string la_code;
  std::string request_id;
  std::optional<std::string> idempotency_key;
  std::optional<std::string> key_id;
  Signature signature = Signature::none;
  std::optional<Instant> signed_at;  ///< by a signature that verified
  std::optional<Digest> content_digest;
  int status = 0;
  std::size_t bytes = 0;
  std::optional<std::string_view> body;  ///< when it is to be kept
};

/// What came of the children of a request.
struct Acceptance {
  std::vector<Digest> digests;  ///< SHA-256 of each one's canonical JSON as it was sent

  /// The places of children for whom a request that was signed later has been accepted before. When
  /// there is one, nothing of the request is stored.
  std::vector<std::size_t> outdated;
};

/// For one thread. The field must outlive it.
class Store {
 public:
  /// Errors: those of open_store.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file,
                                                           const standard::Field& document);

  /// Writes down a request that changes nothing.
  [[nodiscard]] Result<void> record(const Delivery& delivery);

  /// Applies the children and writes the request down, with one receipt for each child. All of it
  /// is on the disk when this returns, or nothing is and an error is returned. Uses up the
  /// children.
  [[nodiscard]] Result<Acceptance> accept(const Delivery& delivery, std::span<Child> children,
                                          std::span<const std::string> receipts);

 private:
  explicit Store(sqlite::Database database) : database_(std::move(database)) {}

  Result<void> insert_delivery(const Delivery& delivery, std::size_t children);
  Result<void> apply(const Delivery& delivery, std::size_t position, Child& child,
                     std::string_view receipt, Acceptance& acceptance);
  Result<void> insert_item(std::size_t position, std::string_view child, const Applied& applied,
                           std::string_view receipt);

  sqlite::Database database_;
  sqlite::Statement insert_delivery_;
  sqlite::Statement insert_item_;
  std::unique_ptr<ChildTable> children_;
};

}  // namespace dataflow::receiver
