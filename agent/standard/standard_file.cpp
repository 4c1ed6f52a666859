#include "agent/standard/standard_file.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include <fmt/format.h>

#include "agent/core/canonical_json.h"

namespace dataflow::standard {

namespace {

/// "lowest-highest" as two numbers; a fault when it is something else.
template <class Number>
void read_range(const yaml::Node& node, Number& lowest, Number& highest) {
  if (!node.present()) return;
  const std::string text = node.text();
  const std::size_t dash = text.find('-', 1);
  const char* end = text.data() + text.size();
  if (dash != std::string::npos) {
    const char* middle = text.data() + dash;
    const auto low = std::from_chars(text.data(), middle, lowest);
    const auto high = std::from_chars(middle + 1, end, highest);
    if (low.ec == std::errc() && high.ec == std::errc() && low.ptr == middle && high.ptr == end &&
        lowest <= highest) {
      return;
    }
  }
  node.fault("A range such as 1-20 was expected.");
}

void read_characters(const yaml::Node& node, Field& field) {
  if (!node.present()) {
    field.characters.set();
    return;
  }
  field.character_class = node.text();
  if (const auto characters = read_character_class(field.character_class)) {
    field.characters = *characters;
  } else {
    node.fault("ASCII characters and ranges such as A-Za-z0-9_- were expected.");
  }
}

/// The codes of a list, for a field that takes them from there: it must exist and they must fit.
void read_code_list_name(const yaml::Node& node, const CodeLists& lists, Field& field) {
  field.code_list = node.text();
  if (!node.present()) return;
  const auto list = lists.find(field.code_list);
  if (list == lists.end()) {
    std::vector<std::string> known;
    for (const auto& one : lists) known.push_back(one.first);
    node.fault(fmt::format("There is no code list '{}'.", field.code_list),
               suggestion(field.code_list, known));
    return;
  }
  for (const auto& code : list->second.codes()) {
    if (field.length_fits(code.code)) continue;
    node.fault(fmt::format("The code '{}' of '{}' does not have the length that '{}' allows.",
                           code.code, field.code_list, field.name),
               "Change the length of the field or the list.");
  }
}

/// Which members of a field's description belong to its kind.
void check_members_of_kind(const yaml::Node& node, FieldKind kind) {
  const auto belongs = [&](const char* name, std::initializer_list<FieldKind> kinds) {
    const auto found = node.member(name);
    if (!found.present() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return;
    found.fault(fmt::format("'{}' has no meaning for a field of this kind.", name),
                "Remove it, or change the kind.");
  };
  using enum FieldKind;
  belongs("key", {id});
  belongs("start", {date});
  belongs("length", {text, id, code, codes, upn, postcode});
  belongs("characters", {id});
  belongs("codes", {code, codes});
  belongs("most_items", {codes});
  belongs("range", {number});
  belongs("members", {object, list});
}

}  // namespace

Field read_field(const yaml::Node::Member& member, const std::string& parent,
                 const CodeLists& lists) {
  const yaml::Node& node = member.value;
  node.only({"kind", "key", "start", "length", "characters", "codes", "most_items", "range", "says",
             "members"});
  const auto& words = field_kind_words();
  const auto kind = node.required("kind", "what the field holds");
  const std::string word = kind.one_of(words);
  Field field;
  field.kind = static_cast<FieldKind>(std::find(words.begin(), words.end(), word) - words.begin());
  if (kind.raw() == word) check_members_of_kind(node, field.kind);
  field.name = member.name;
  field.path = (parent.empty() ? "" : parent + ".") + member.name +
               (field.kind == FieldKind::list ? "[]" : "");
  if (const auto key = node.member("key"); key.present()) field.key = key.flag();
  if (const auto start = node.member("start"); start.present()) field.start = start.flag();
  const bool is_id = kind.raw() == word && field.kind == FieldKind::id;
  const auto limit = [&](const char* name, const char* meaning) {
    return is_id ? node.required(name, meaning) : node.member(name);
  };
  read_range(limit("length", "how many characters the id may have"), field.shortest, field.longest);
  read_range(node.member("range"), field.lowest, field.highest);
  read_characters(limit("characters", "the characters the id may hold"), field);
  if (const auto most = node.member("most_items"); most.present()) {
    field.most_items = static_cast<std::size_t>(most.whole_number(1, 1000));
  }
  const bool coded = field.kind == FieldKind::code || field.kind == FieldKind::codes;
  if (coded) {
    read_code_list_name(node.required("codes", "the code list the value is from"), lists, field);
  }
  field.says = node.required("says", "one sentence on what the field means").text();
  if (field.has_members()) {
    field.members = read_members(node.required("members", "the fields inside"), field.path, lists);
  }
  return field;
}

std::vector<Field> read_members(const yaml::Node& node, const std::string& parent,
                                const CodeLists& lists) {
  std::vector<Field> fields;
  for (const auto& member : node.members()) {
    const bool again = std::any_of(fields.begin(), fields.end(),
                                   [&](const Field& field) { return field.name == member.name; });
    if (again)
      member.value.fault(fmt::format("'{}' is given twice.", member.name), "Keep one of the two.");
    fields.push_back(read_field(member, parent, lists));
  }
  std::sort(fields.begin(), fields.end(),
            [](const Field& a, const Field& b) { return canonical_less(a.name, b.name); });
  return fields;
}

}  // namespace dataflow::standard
