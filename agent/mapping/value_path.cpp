#include "agent/mapping/value_path.h"

#include <algorithm>
#include <utility>

#include <boost/json/serialize.hpp>

#include "agent/mapping/source_text.h"

namespace dataflow::mapping {

namespace {

namespace json = boost::json;

const json::value* item(const json::array& items, const standard::Field& list,
                        std::string_view which) {
  if (const auto* key = list.key_member()) {
    const auto has_key = [&](const json::value& value) {
      const auto* found = value.as_object().if_contains(key->name);
      return found != nullptr && found->is_string() && found->get_string() == which;
    };
    const auto* found = std::find_if(items.begin(), items.end(), has_key);
    if (found != items.end()) return found;
  }
  const auto place = read_number(which);
  if (!place || *place < 0 || static_cast<std::size_t>(*place) >= items.size()) return nullptr;
  return &items[static_cast<std::size_t>(*place)];
}

/// The member that one part of a path names: "name" or "name[which]".
const json::value* step(const json::value& value, const standard::Field*& field,
                        std::string_view part) {
  const std::size_t bracket = part.find('[');
  const std::string_view name = part.substr(0, bracket);
  field = field == nullptr ? nullptr : field->member(name);
  const auto* object = value.if_object();
  const auto* member = object == nullptr ? nullptr : object->if_contains(name);
  if (member == nullptr || bracket == std::string_view::npos) return member;
  if (field == nullptr || !member->is_array()) return nullptr;
  const std::size_t end = part.find(']', bracket);
  return item(member->get_array(), *field, part.substr(bracket + 1, end - bracket - 1));
}

}  // namespace

std::string standard_path(std::string_view path) {
  std::string emptied;
  bool inside = false;
  for (const char c : path) {
    if (c == ']') inside = false;
    if (!inside) emptied += c;
    if (c == '[') inside = true;
  }
  return emptied;
}

const json::value* find_value(const standard::Standard& standard, const json::value& document,
                              std::string_view path) {
  const auto* field = &standard.document();
  const auto* value = &document;
  while (value != nullptr && !path.empty()) {
    // A dot inside brackets belongs to a key.
    const std::size_t close = path.find('[') < path.find('.') ? path.find(']') : 0;
    const std::size_t dot = std::min(path.find('.', std::min(close, path.size())), path.size());
    value = step(*value, field, path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return value;
}

json::value* find_value(const standard::Standard& standard, json::value& document,
                        std::string_view path) {
  // What is found lies in the document, which may be changed.
  return const_cast<json::value*>(find_value(standard, std::as_const(document), path));
}

std::string shown(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (!value.is_array()) return json::serialize(value);
  std::string list = "[";
  for (const auto& entry : value.get_array()) {
    if (list.size() > 1) list += ", ";
    list += shown(entry);
  }
  return list + "]";
}

}  // namespace dataflow::mapping
