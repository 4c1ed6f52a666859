#include "agent/standard/standard_file.h"

#include <algorithm>
#include <charconv>
#include <optional>

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

/// A character class as in a regular expression, without brackets: A-Za-z0-9_-
void read_characters(const yaml::Node& node, Field& field) {
  if (!node.present()) {
    field.characters.set();
    return;
  }
  field.character_class = node.text();
  const std::string& text = field.character_class;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool range = i + 2 < text.size() && text[i + 1] == '-';
    const auto from = static_cast<unsigned char>(text[i]);
    const auto to = static_cast<unsigned char>(range ? text[i + 2] : text[i]);
    if (from >= 128 || to >= 128 || from > to) {
      node.fault("ASCII characters and ranges such as A-Za-z0-9_- were expected.");
      return;
    }
    for (unsigned c = from; c <= to; ++c) field.characters.set(c);
    if (range) i += 2;
  }
}

Field read_field(const yaml::Node::Member& member, const std::string& parent) {
  const yaml::Node& node = member.value;
  node.only(
      {"kind", "key", "length", "characters", "codes", "most_items", "range", "says", "members"});
  const auto& words = field_kind_words();
  const std::string word = node.required("kind", "what the field holds").one_of(words);
  Field field;
  field.kind = static_cast<FieldKind>(std::find(words.begin(), words.end(), word) - words.begin());
  field.name = member.name;
  field.path = (parent.empty() ? "" : parent + ".") + member.name +
               (field.kind == FieldKind::list ? "[]" : "");
  if (const auto key = node.member("key"); key.present()) field.key = key.flag();
  read_range(node.member("length"), field.shortest, field.longest);
  read_range(node.member("range"), field.lowest, field.highest);
  read_characters(node.member("characters"), field);
  if (const auto most = node.member("most_items"); most.present()) {
    field.most_items = static_cast<std::size_t>(most.whole_number(1, 1000));
  }
  const bool coded = field.kind == FieldKind::code || field.kind == FieldKind::codes;
  if (coded) field.code_list = node.required("codes", "the code list the value is from").text();
  field.says = node.required("says", "one sentence on what the field means").text();
  if (field.has_members()) {
    field.members = read_members(node.required("members", "the fields inside"), field.path);
  }
  return field;
}

std::optional<Day> read_day(const yaml::Node& node) {
  if (!node.present()) return std::nullopt;
  const auto day = Day::parse(node.text());
  if (!day) node.fault("A day such as 2025-03-31 was expected.");
  return day;
}

Code read_code(const yaml::Node::Member& member) {
  Code code{member.name, "", std::nullopt, std::nullopt, false};
  if (!member.value.is_map()) {
    code.says = member.value.text();
    return code;
  }
  member.value.only({"says", "from", "to", "withdrawn"});
  code.says = member.value.required("says", "what the code means").text();
  code.from = read_day(member.value.member("from"));
  code.to = read_day(member.value.member("to"));
  if (const auto withdrawn = member.value.member("withdrawn"); withdrawn.present()) {
    code.withdrawn = withdrawn.flag();
  }
  return code;
}

}  // namespace

std::vector<Field> read_members(const yaml::Node& node, const std::string& parent) {
  std::vector<Field> fields;
  for (const auto& member : node.members()) fields.push_back(read_field(member, parent));
  std::sort(fields.begin(), fields.end(),
            [](const Field& a, const Field& b) { return canonical_less(a.name, b.name); });
  return fields;
}

std::map<std::string, CodeList, std::less<>> read_code_lists(const yaml::Node& node) {
  std::map<std::string, CodeList, std::less<>> lists;
  for (const auto& list : node.members()) {
    list.value.only({"says", "codes"});
    std::vector<Code> codes;
    for (const auto& code : list.value.required("codes", "the codes of the list").members()) {
      codes.push_back(read_code(code));
    }
    lists.emplace(list.name,
                  CodeList(list.name, list.value.member("says").text(), std::move(codes)));
  }
  return lists;
}

}  // namespace dataflow::standard
