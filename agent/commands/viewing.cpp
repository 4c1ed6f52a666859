#include "agent/commands/viewing.h"

#include "agent/core/ascii.h"
#include "agent/core/canonical_json.h"
#include "agent/ledger/audit.h"
#include "agent/standard/personal.h"
#include "agent/standard/place.h"

namespace dataflow::commands {

std::string shown(const standard::Field& field, const std::string& json, Values values) {
  const bool hidden = values == Values::masked && standard::is_personal(field);
  if (!hidden || json.size() < 3 || json.front() != '"') return json;
  std::string out;
  append_json_string(out, standard::masked(json.substr(1)));
  return out;
}

Result<void> note_viewing(const ledger::Ledger& ledger, const std::string& child,
                          const std::string& what, const Clock& clock) {
  const std::string without_keys = standard::standard_path(what);
  return ledger::record_event(ledger, ledger::kViewed, child, ascii::trimmed(without_keys),
                              clock.now());
}

}  // namespace dataflow::commands
