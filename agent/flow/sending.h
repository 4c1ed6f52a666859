// What is sent of waiting children: their changes, sealed and signed, and what the endpoint may
// hold from then on.
#pragma once

#include <span>

#include "agent/core/envelope.h"
#include "agent/delivery/endpoint.h"
#include "agent/ledger/deliveries.h"
#include "agent/standard/standard.h"

namespace dataflow::flow {

/// The skeleton of what the endpoint holds once it has accepted that: the document, and what of it
/// is spared.
[[nodiscard]] std::string known_once_accepted(const standard::Standard& standard,
                                              const ledger::Waiting& waiting);

/// The change that tells the endpoint of a waiting child: its document, with purges for everything
/// the endpoint may hold and the document does not.
[[nodiscard]] Change change_of(const standard::Standard& standard, const ledger::Waiting& waiting);

/// A request that is ready to be written down and to go.
struct Sending {
  Envelope envelope;
  signing::SignatureHeaders signature;
  ledger::Attempt attempt;
};

/// Seals and signs the changes of these children, who must outlive the answer.
[[nodiscard]] Result<Sending> sending_of(std::span<const ledger::Waiting> children,
                                         const delivery::Endpoint& endpoint,
                                         const standard::Standard& standard);

}  // namespace dataflow::flow
