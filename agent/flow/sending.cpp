#include "agent/flow/sending.h"

#include "agent/delivery/envelope.h"
#include "agent/standard/skeleton.h"

namespace dataflow::flow {

std::string known_once_accepted(const standard::Standard& standard,
                                const ledger::Waiting& waiting) {
  if (waiting.spared.empty()) return waiting.skeleton;
  return standard::merge_skeletons(
      standard, waiting.skeleton,
      standard::common_skeleton(standard, waiting.known, waiting.spared));
}

Change change_of(const standard::Standard& standard, const ledger::Waiting& waiting) {
  Change change;
  change.body = waiting.body;
  change.digest = waiting.digest;
  if (waiting.kind == ledger::DocumentKind::purge || waiting.known.empty() ||
      waiting.known == waiting.skeleton) {
    return change;
  }
  if (auto purging = standard::with_purges(standard, waiting.body, waiting.known, waiting.spared)) {
    change.body = std::move(*purging);
    change.digest = sha256(change.body);
  }
  return change;
}

Result<Sending> sending_of(std::span<const ledger::Waiting> children,
                           const delivery::Endpoint& endpoint, const standard::Standard& standard) {
  Sending sending;
  std::vector<Change> changes;
  std::vector<const Change*> sealed;
  changes.reserve(children.size());
  for (const auto& waiting : children) {
    changes.push_back(change_of(standard, waiting));
    sealed.push_back(&changes.back());
    sending.attempt.children.push_back(
        {&waiting, changes.back().digest,
         standard::merge_skeletons(standard, waiting.known, waiting.skeleton),
         known_once_accepted(standard, waiting)});
  }
  TRY_ASSIGN(sending.envelope, endpoint.seal(sealed, standard.id()));
  TRY_ASSIGN(sending.signature, endpoint.sign(sending.envelope));
  auto& attempt = sending.attempt;
  attempt.bytes = sending.envelope.body.size();
  attempt.content_digest = sending.envelope.content_digest;
  attempt.idempotency_key = sending.envelope.idempotency_key;
  attempt.signature_input = sending.signature.signature_input;
  attempt.signature = sending.signature.signature;
  return sending;
}

}  // namespace dataflow::flow
