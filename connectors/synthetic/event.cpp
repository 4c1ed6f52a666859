#include "connectors/synthetic/event.h"

#include "agent/core/canonical_json.h"

namespace dataflow::synthetic {

namespace {

void add_text(std::string& line, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  line += ",\"";
  line += name;
  line += "\":";
  append_json_string(line, value);
}

}  // namespace

std::string json_line(const Event& event) {
  std::string line = "{\"day\":" + std::to_string(event.day);
  add_text(line, "date", event.date.text());
  add_text(line, "event", event.event);
  add_text(line, "dial", event.dial);
  add_text(line, "child", event.child.value_or(""));
  if (event.visible) line += *event.visible ? ",\"visible\":true" : ",\"visible\":false";
  if (event.expected) add_text(line, "expected", text_of(*event.expected));
  add_text(line, "path", event.path);
  add_text(line, "id", event.id);
  add_text(line, "into", event.into);
  return line += '}';
}

}  // namespace dataflow::synthetic
