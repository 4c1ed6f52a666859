#include "agent/explain/explanation_mask.h"

#include <algorithm>

#include "agent/core/canonical_json.h"
#include "agent/mapping/source_text.h"
#include "agent/standard/personal.h"

namespace dataflow::mapping {

namespace {

constexpr std::size_t kMostDigits = 3;
constexpr std::size_t kDayWithTime = 19;  // 2026-06-01 00:00:00

class Mask {
 public:
  Mask(const standard::Standard& standard, const CodeWords& words)
      : standard_(standard), words_(words) {}

  void value(ValueExplanation& value) const {
    const bool personal = value.expression && standard::is_personal(*value.field);
    if (personal && !value.value.empty()) value.value = in_json(value.value);
    value.keyed_path = value.path;
    text(value.conversion.given, personal);
    value.conversion.json = value.value;
    for (auto& code : value.conversion.codes) {
      if (!is_harmless(code.text)) code.text = standard::masked(code.text);
    }
    row(value.columns);
    for (auto& left_out : value.left_out) row(left_out);
  }

  void row(RowUse& columns) const {
    for (auto& column : columns) {
      text(column.raw, column.personal);
      for (auto& lookup : column.lookup) {
        text(lookup.key, true);
        for (auto& chosen : lookup.chosen) row(chosen);
      }
    }
  }

 private:
  /// A masked value as a JSON text, made of the text it was.
  static std::string in_json(const std::string& json) {
    std::string out;
    const bool quoted = json.size() > 2 && json.front() == '"';
    append_json_string(out, standard::masked(quoted ? json.substr(1) : json));
    return out;
  }

  void text(std::optional<std::string>& text, bool personal) const {
    if (text && (personal || !is_harmless(*text))) text = standard::masked(*text);
  }

  [[nodiscard]] bool is_harmless(const std::string& text) const {
    if (read_flag(text)) return true;
    if (read_day(text)) return text.size() <= kDayWithTime;
    if (read_number(text)) return text.size() <= kMostDigits;
    const ItemList items(text);
    return std::all_of(items.begin(), items.end(),
                       [&](std::string_view item) { return is_code(item); });
  }

  [[nodiscard]] bool is_code(std::string_view text) const {
    return std::any_of(standard_.code_lists().begin(), standard_.code_lists().end(),
                       [&](const auto& entry) {
                         return entry.second.find(text) != nullptr ||
                                local_word(entry.second, words_, text) != nullptr;
                       });
  }

  const standard::Standard& standard_;
  const CodeWords& words_;
};

}  // namespace

ChildExplanation masked(ChildExplanation explanation, const standard::Standard& standard,
                        const CodeWords& words) {
  const Mask mask(standard, words);
  explanation.child = standard::masked(explanation.child);
  for (auto& value : explanation.values) mask.value(value);
  if (explanation.exclusion) {
    for (auto& row : explanation.exclusion->rows) mask.row(row);
  }
  return explanation;
}

}  // namespace dataflow::mapping
