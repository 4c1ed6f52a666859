#include "agent/flow/changed_source.h"

#include <utility>

#include "agent/flow/held_fields.h"
#include "agent/freshness/fingerprint.h"

namespace dataflow::flow {

Result<void> compare_with_memory(const BuildParts& parts, const Provenance& provenance,
                                 Build& build) {
  if (parts.ledger == nullptr) return {};
  TRY_ASSIGN(const auto memory, ledger::source_memory(*parts.ledger));
  const auto changes = freshness::changes(build.seen, memory, parts.mapping, parts.clock.today());
  for (auto finding : changes.findings) {
    finding.source = provenance.columns_of(finding.place);
    build.council.push_back(std::move(finding));
  }
  build.seen = freshness::to_remember(std::move(build.seen), changes);
  return hold_fields(changes.replaced, *parts.ledger, parts.standard, provenance, build.records);
}

}  // namespace dataflow::flow
