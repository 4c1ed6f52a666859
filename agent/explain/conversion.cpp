#include "agent/explain/conversion.h"

#include <fmt/format.h>

#include "agent/mapping/source_text.h"

namespace dataflow::mapping {

namespace {

using standard::FieldKind;

CodeUse code_use(const standard::CodeList& list, const CodeWords& words, std::string_view text) {
  CodeUse use{std::string(text), "", "", ""};
  if (const auto* local = local_word(list, words, text)) use.word = local->first;
  if (const auto* code = read_code(list, words, text)) {
    use.code = code->code;
    use.says = code->says;
  }
  return use;
}

std::vector<CodeUse> code_uses(const standard::Standard& standard, const CodeWords& words,
                               const standard::Field& field, const std::string& text) {
  std::vector<CodeUse> uses;
  if (field.kind != FieldKind::code && field.kind != FieldKind::codes) return uses;
  const auto& list = *standard.code_list(field.code_list);
  if (field.kind == FieldKind::code) return {code_use(list, words, text)};
  for (const auto item : ItemList(text)) uses.push_back(code_use(list, words, item));
  return uses;
}

std::string sentence_of(Written written, const standard::Field& field) {
  if (written == Written::too_many) {
    return fmt::format("It holds more than {} codes.", field.most_items);
  }
  return why_refused(field);
}

}  // namespace

Conversion convert(const standard::Standard& standard, const CodeWords& words,
                   const standard::Field& field, const std::optional<std::string>& given) {
  Conversion conversion;
  if (!given || given->empty()) return conversion;
  conversion.given = given;
  const Written written = ValueWriter(standard, words).write(field, *given, conversion.json);
  conversion.written = written;
  conversion.codes = code_uses(standard, words, field, *given);
  if (written == Written::whole) return conversion;
  conversion.rule = format_rule(field);
  conversion.sentence = sentence_of(written, field);
  return conversion;
}

}  // namespace dataflow::mapping
