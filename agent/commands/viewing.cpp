#include "agent/commands/viewing.h"

#include "agent/core/canonical_json.h"
#include "agent/ledger/audit.h"
#include "agent/standard/personal.h"

namespace dataflow::commands {

namespace {

std::string without_keys(const std::string& text) {
  std::string left;
  bool inside = false;
  for (const char c : text) {
    if (c == ']') inside = false;
    if (!inside) left += c;
    if (c == '[') inside = true;
  }
  while (left.ends_with(' ')) left.pop_back();
  return left;
}

}  // namespace

std::string shown(const standard::Field& field, const std::string& json, Values values) {
  const bool hidden = values == Values::masked && standard::is_personal(field);
  if (!hidden || json.size() < 3 || json.front() != '"') return json;
  std::string out;
  append_json_string(out, standard::masked(json.substr(1)));
  return out;
}

Result<void> note_viewing(const ledger::Ledger& ledger, const std::string& child,
                          const std::string& what, const Clock& clock) {
  return ledger::record_event(ledger, ledger::kViewed, child, without_keys(what), clock.now());
}

}  // namespace dataflow::commands
