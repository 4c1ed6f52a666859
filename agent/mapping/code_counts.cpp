#include "agent/mapping/code_counts.h"

namespace dataflow::mapping {

void CodeCounts::add(const standard::Field& field, const standard::Code* code,
                     std::string_view text) {
  auto& counts = fields_[&field];
  if (code != nullptr) {
    ++counts.codes[code];
    return;
  }
  auto found = counts.texts.find(text);
  if (found == counts.texts.end()) {
    const bool full = counts.texts.size() >= FieldCodes::kMostTexts;
    found = counts.texts.emplace(full ? "" : std::string(text), 0).first;
  }
  ++found->second;
}

std::map<std::string, const FieldCodes*> CodeCounts::by_path() const {
  std::map<std::string, const FieldCodes*> fields;
  for (const auto& [field, counts] : fields_) fields.emplace(field->path, &counts);
  return fields;
}

}  // namespace dataflow::mapping
