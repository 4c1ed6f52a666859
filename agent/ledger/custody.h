// Custody: digests over what a delivery held and what the endpoint said of it, for the audit trail.
#pragma once

#include "agent/core/digest.h"
#include "agent/core/result.h"
#include "agent/ledger/deliveries.h"

namespace dataflow::ledger {

/// SHA-256 over the request as the ledger has it: when it was begun, its key, digest and signature,
/// and of each child the identifier and the digests of its document and of the bytes sent.
[[nodiscard]] Result<Digest> digest_of_delivery(const sqlite::Database& database,
                                                DeliveryId delivery);

/// SHA-256 over the outcome, the status, the endpoint's name for the request, its signature and
/// every receipt.
[[nodiscard]] Result<Digest> digest_of_answer(const sqlite::Database& database,
                                              DeliveryId delivery);

/// What the audit trail says of a delivery: "delivery 12 <digest in hexadecimal>".
[[nodiscard]] std::string custody_text(DeliveryId delivery, const Digest& digest);

}  // namespace dataflow::ledger
