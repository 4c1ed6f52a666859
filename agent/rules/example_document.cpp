#include "agent/rules/example_document.h"

#include <cstdint>
#include <limits>

#include <boost/json.hpp>

namespace dataflow::rules {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using standard::Field;
using standard::FieldKind;

object example_object(const yaml::Node& node, const Field& field) {
  object result;
  std::vector<std::string> names;
  for (const auto& member : field.members) names.push_back(member.name);
  node.only(names);
  for (const auto& member : node.members()) {
    const Field* known = field.member(member.name);
    if (known != nullptr) result[member.name] = example_value(member.value, *known);
  }
  return result;
}

array example_list(const yaml::Node& node, const Field& field) {
  array items;
  for (const auto& item : node.items()) items.push_back(example_object(item, field));
  return items;
}

array example_codes(const yaml::Node& node) {
  array codes;
  for (const auto& item : node.items()) codes.push_back(value(item.text()));
  return codes;
}

}  // namespace

value example_value(const yaml::Node& node, const Field& field) {
  switch (field.kind) {
    case FieldKind::object:
      return example_object(node, field);
    case FieldKind::list:
      return example_list(node, field);
    case FieldKind::codes:
      return example_codes(node);
    case FieldKind::flag:
    case FieldKind::purge:
      return node.flag();
    case FieldKind::number:
      // Any number: an example may show what is out of range.
      return node.whole_number(std::numeric_limits<std::int64_t>::min(),
                               std::numeric_limits<std::int64_t>::max());
    default:
      return value(node.text());
  }
}

}  // namespace dataflow::rules
