#include "agent/flow/past_window.h"

#include <utility>

#include "agent/flow/derive_ids.h"
#include "agent/standard/skeleton.h"

namespace dataflow::flow {

Result<void> find_past(const BuildParts& parts, const mapping::Staging& staging, Build& build) {
  if (!parts.since || *parts.since >= build.window_start) return {};
  TRY_ASSIGN(auto earlier, mapping::Records::open(parts.mapping, parts.standard, staging,
                                                  parts.clock.today(), parts.since));
  auto next = build.records.begin();
  Record record;
  while (true) {
    TRY_ASSIGN(const bool more, earlier->next(record));
    if (!more) return {};
    derive_ids(parts, record);
    while (next != build.records.end() && next->child < record.child) ++next;
    if (next == build.records.end() || next->child != record.child) {
      build.past.push_back(std::move(record.child));
    } else if (record.held()) {
      next->spared =
          std::string(standard::kEverything);  // what is wrong with old items deletes none of them
    } else if (next->skeleton != record.skeleton) {
      next->spared = std::move(record.skeleton);
    }
  }
}

}  // namespace dataflow::flow
