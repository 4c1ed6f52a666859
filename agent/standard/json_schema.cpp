#include "agent/standard/json_schema.h"

#include <fmt/format.h>

#include "agent/standard/field_words.h"

namespace dataflow::standard {

namespace {

using boost::json::array;
using boost::json::object;

constexpr auto kNoLimit = std::numeric_limits<std::size_t>::max();

object text_of(const Field& field) {
  object schema{{"type", "string"}};
  if (field.shortest > 0) schema["minLength"] = field.shortest;
  if (field.longest != kNoLimit) schema["maxLength"] = field.longest;
  if (const auto pattern = pattern_of(field); !pattern.empty()) schema["pattern"] = pattern;
  return schema;
}

object array_of(const Field& field) {
  object schema{{"type", "array"}};
  if (field.most_items != kNoLimit) schema["maxItems"] = field.most_items;
  if (field.kind == FieldKind::codes) schema["uniqueItems"] = true;
  return schema;
}

object object_of(const Field& field) {
  object schema{{"type", "object"}, {"additionalProperties", false}};
  if (const Field* key = field.key_member()) schema["required"] = array{key->name};
  return schema;
}

object schema_of(const Field& field);

object with_members(const Field& field) {
  object schema = object_of(field);
  object properties;
  for (const auto& member : field.members) properties[member.name] = schema_of(member);
  schema["properties"] = std::move(properties);
  return schema;
}

std::string description_of(const Field& field) {
  std::string text = field.says;
  if (!field.code_list.empty()) text += fmt::format(" Code list: {}.", field.code_list);
  if (field.kind == FieldKind::number) {
    if (const auto limits = limits_in_words(field); !limits.empty()) text += " " + limits + ".";
  }
  return text;
}

object schema_of(const Field& field) {
  object schema = field.kind == FieldKind::object ? with_members(field) : contract_of(field);
  if (field.kind == FieldKind::list) schema["items"] = with_members(field);
  if (field.kind == FieldKind::codes) schema["items"] = contract_of_item(field);
  if (field.kind == FieldKind::purge) schema["default"] = false;
  schema["description"] = description_of(field);
  return schema;
}

}  // namespace

std::string pattern_of(const Field& field) {
  return field.character_class.empty() ? "" : fmt::format("^[{}]*$", field.character_class);
}

object contract_of_item(const Field& codes) {
  return text_of(codes);
}

object contract_of(const Field& field) {
  switch (field.kind) {
    case FieldKind::object:
      return object_of(field);
    case FieldKind::list:
    case FieldKind::codes:
      return array_of(field);
    case FieldKind::flag:
    case FieldKind::purge:
      return {{"type", "boolean"}};
    case FieldKind::number:
      return {{"type", "integer"}};
    case FieldKind::date:
      return {{"type", "string"}, {"format", "date"}};
    default:
      return text_of(field);
  }
}

object json_schema(const Standard& standard) {
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", fmt::format("{}, version {}", standard.title(), standard.version())},
          {"type", "array"},
          {"maxItems", standard.most_children()},
          {"items", with_members(standard.document())}};
}

}  // namespace dataflow::standard
