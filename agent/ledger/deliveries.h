// Deliveries: what waits, what was sent, and what the endpoint said of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/digest.h"
#include "agent/core/finding.h"
#include "agent/ledger/documents.h"

namespace dataflow::ledger {

using DeliveryId = std::int64_t;

/// A child whose newest state is to be delivered.
struct Waiting {
  std::string child;
  DocumentId document = 0;
  DocumentKind kind = DocumentKind::state;
  Digest digest;          ///< of the document
  std::string skeleton;   ///< of the document
  std::string body;       ///< the document
  std::string spared;     ///< the skeleton of what is not to be purged besides
  std::string known;      ///< the skeleton of everything the endpoint may hold of the child
  bool in_doubt = false;  ///< an earlier delivery had no answer
};

/// Up to `most` children that wait, purges first, then those that have waited longest. Nobody who
/// is in a delivery that is open: there are never two under way for one child.
[[nodiscard]] Result<std::vector<Waiting>> next_waiting(const Ledger& ledger, std::size_t most);

/// Those of them for whom this very document still waits: an intake may have replaced it since they
/// were read, or found that nothing is to be sent any more.
[[nodiscard]] Result<std::vector<Waiting>> still_waiting(const Ledger& ledger,
                                                         std::vector<Waiting> children);

/// How many children wait.
[[nodiscard]] Result<std::int64_t> count_waiting(const Ledger& ledger);

/// One child of a request, at its position.
struct Sending {
  const Waiting* waiting = nullptr;
  Digest change_digest;     ///< of the exact bytes sent of this child
  std::string known_after;  ///< the skeleton of everything the endpoint may hold once it has these
  std::string known_accepted;  ///< and of what it does hold once it has given a receipt for them
};

/// A request as it is about to be sent.
struct Attempt {
  std::vector<Sending> children;
  std::size_t bytes = 0;
  std::string idempotency_key;
  std::string content_digest;
  std::string signature_input;
  std::string signature;
};

/// What came back of a request. The signature's parts are empty where the endpoint did not sign.
struct Reply {
  int status = 0;               ///< HTTP; 0 without an answer
  std::string request_id = {};  ///< the endpoint's own name of the request
  std::string content_digest = {};
  std::string signature_input = {};
  std::string signature = {};
};

/// Notes that a request is about to leave. From here on the endpoint may hold it, whatever happens.
/// Must be committed before the first byte is sent, and is, when this returns.
[[nodiscard]] Result<DeliveryId> begin_delivery(const Ledger& ledger, const Attempt& attempt,
                                                Instant now);

/// The endpoint's receipts, one per child in the order sent. What counts as accepted moves here and
/// nowhere else. A child for whom something newer waits by now keeps waiting.
[[nodiscard]] Result<void> accept_delivery(const Ledger& ledger, DeliveryId delivery,
                                           const std::vector<std::string>& receipts,
                                           const Reply& reply, Instant now);

/// The endpoint refused the request as a whole and holds none of it: everybody waits as before.
[[nodiscard]] Result<void> refuse_delivery(const Ledger& ledger, DeliveryId delivery,
                                           const Reply& reply, Instant now);

/// No answer came, or none that can be trusted. The endpoint may or may not hold the request:
/// everybody waits as before, and the next delivery allows for both.
[[nodiscard]] Result<void> doubt_delivery(const Ledger& ledger, DeliveryId delivery,
                                          const Reply& reply, Instant now);

/// Deliveries that a crash left open become doubtful. Call before the first delivery of a process.
[[nodiscard]] Result<void> doubt_open_deliveries(const Ledger& ledger, Instant now);

/// Sets a child aside because the endpoint refuses this very document. It goes again when its
/// content changes.
[[nodiscard]] Result<void> set_aside(const Ledger& ledger, const std::string& child,
                                     DocumentId document, const Finding& reason, Instant now);

}  // namespace dataflow::ledger
