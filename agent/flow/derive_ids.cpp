#include "agent/flow/derive_ids.h"

#include "agent/standard/derived_ids.h"
#include "agent/standard/skeleton.h"

namespace dataflow::flow {

void derive_ids(const BuildParts& parts, Record& record) {
  if (!parts.ids_for || record.document.empty()) return;
  record.document = standard::with_derived_ids(parts.standard, record.document, *parts.ids_for);
  record.skeleton = standard::skeleton_of(parts.standard, record.document);
  record.digest = sha256(record.document);
}

}  // namespace dataflow::flow
