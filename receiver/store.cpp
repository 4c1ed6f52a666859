#include "receiver/store.h"

#include "receiver/store_file.h"

namespace dataflow::receiver {

namespace {

std::string_view name_of(Signature signature) {
  switch (signature) {
    case Signature::none:
      return "none";
    case Signature::verified:
      return "verified";
    case Signature::failed:
      break;
  }
  return "failed";
}

void bind_optional_blob(sqlite::Statement& statement, int parameter,
                        const std::optional<std::string_view>& bytes) {
  if (bytes) {
    statement.bind_blob(parameter, *bytes);
  } else {
    statement.bind_null(parameter);
  }
}

std::optional<std::string_view> bytes_of(const std::optional<Digest>& digest) {
  if (!digest) return std::nullopt;
  return digest->bytes();
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file,
                                           const standard::Field& document) {
  TRY_ASSIGN(auto database, open_store(file));
  std::unique_ptr<Store> store(new Store(std::move(database)));
  TRY_ASSIGN(store->insert_delivery_,
             store->database_.prepare(
                 "INSERT INTO delivery (received_at, la_code, request_id, idempotency_key, key_id, "
                 "signature, content_digest, children, status, bytes, body) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
  TRY_ASSIGN(store->insert_item_,
             store->database_.prepare(
                 "INSERT INTO item (delivery, position, la_child_id, digest, receipt, effect) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  TRY_ASSIGN(store->children_, ChildTable::open(store->database_, document));
  return store;
}

Result<void> Store::record(const Delivery& delivery) {
  return insert_delivery(delivery, 0);
}

Result<Acceptance> Store::accept(const Delivery& delivery, std::span<Child> children,
                                 std::span<const std::string> receipts) {
  Acceptance acceptance;
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database_));
  TRY(insert_delivery(delivery, children.size()));
  insert_item_.bind(1, database_.last_insert_id());
  for (std::size_t i = 0; i < children.size(); ++i) {
    TRY(apply(delivery, i, children[i], receipts[i], acceptance));
  }
  if (acceptance.outdated.empty()) TRY(transaction.commit());
  return acceptance;
}

Result<void> Store::apply(const Delivery& delivery, std::size_t position, Child& child,
                          std::string_view receipt, Acceptance& acceptance) {
  TRY_ASSIGN(const Applied applied,
             children_->apply(delivery.la_code, child.id, child.document, delivery.signed_at));
  acceptance.digests.push_back(applied.digest);
  if (applied.effect == Effect::outdated) {
    acceptance.outdated.push_back(position);
    return {};
  }
  return insert_item(position, child.id, applied, receipt);
}

Result<void> Store::insert_delivery(const Delivery& delivery, std::size_t children) {
  insert_delivery_.bind(1, rfc3339(delivery.received_at))
      .bind(2, delivery.la_code)
      .bind(3, delivery.request_id)
      .bind_optional(4, delivery.idempotency_key)
      .bind_optional(5, delivery.key_id)
      .bind(6, name_of(delivery.signature))
      .bind(8, static_cast<std::int64_t>(children))
      .bind(9, static_cast<std::int64_t>(delivery.status))
      .bind(10, static_cast<std::int64_t>(delivery.bytes));
  bind_optional_blob(insert_delivery_, 7, bytes_of(delivery.content_digest));
  bind_optional_blob(insert_delivery_, 11, delivery.body);
  return insert_delivery_.run();
}

Result<void> Store::insert_item(std::size_t position, std::string_view child,
                                const Applied& applied, std::string_view receipt) {
  return insert_item_.bind(2, static_cast<std::int64_t>(position))
      .bind(3, child)
      .bind_blob(4, applied.digest.bytes())
      .bind(5, receipt)
      .bind(6, name_of(applied.effect))
      .run();
}

}  // namespace dataflow::receiver
