#include "agent/standard/place.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <boost/json.hpp>

namespace dataflow::standard {

namespace {

namespace json = boost::json;

PathPart part_of(std::string_view text) {
  const std::size_t open = text.find('[');
  if (open == std::string_view::npos || !text.ends_with(']')) {
    return {std::string(text), std::string(text), std::nullopt};
  }
  const std::string item(text.substr(open + 1, text.size() - open - 2));
  return {std::string(text), std::string(text.substr(0, open)),
          item.empty() ? std::nullopt : std::optional(item)};
}

/// The key of an item; empty where it has none.
std::string key_of(const Field& list, const json::value& item) {
  const Field* key = list.key_member();
  const auto* object = item.if_object();
  const auto* found =
      key == nullptr || object == nullptr ? nullptr : object->if_contains(key->name);
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? "" : std::string(*text);
}

const json::value* item_at(const json::array& items, const std::string& position) {
  std::size_t at = 0;
  const char* end = position.data() + position.size();
  const auto read = std::from_chars(position.data(), end, at);
  const bool is_position = read.ec == std::errc() && read.ptr == end && at < items.size();
  return is_position ? &items[at] : nullptr;
}

const json::value* item_with(const json::array& items, const Field& list, const std::string& key) {
  const auto has_key = [&](const json::value& item) { return key_of(list, item) == key; };
  const auto* found = std::find_if(items.begin(), items.end(), has_key);
  return found == items.end() ? nullptr : found;
}

/// What stands in the brackets of a path. People write keys or positions; a key goes first.
enum class Brackets { keys_or_positions, positions };

/// Walks down a document along a path; each is null where the standard or the document ends.
struct Walk {
  Brackets brackets;
  const Field* field;
  const json::value* value;

  void step(const PathPart& part) {
    field = field == nullptr ? nullptr : field->member(part.name);
    const auto* object = value == nullptr ? nullptr : value->if_object();
    value = object == nullptr ? nullptr : object->if_contains(part.name);
    if (value == nullptr || !part.item) return;
    const auto* items = value->if_array();
    value = items == nullptr || field == nullptr ? nullptr : item(*items, *part.item);
  }

  [[nodiscard]] const json::value* item(const json::array& items, const std::string& which) const {
    const json::value* found = nullptr;
    if (brackets == Brackets::keys_or_positions) found = item_with(items, *field, which);
    return found == nullptr ? item_at(items, which) : found;
  }
};

}  // namespace

std::vector<PathPart> path_parts(std::string_view path) {
  std::vector<PathPart> parts;
  std::size_t begin = 0;
  bool in_brackets = false;
  for (std::size_t at = 0; at <= path.size() && !path.empty(); ++at) {
    if (at < path.size() && path[at] == '[') in_brackets = true;
    if (at < path.size() && path[at] == ']') in_brackets = false;
    if (at < path.size() && (path[at] != '.' || in_brackets)) continue;
    parts.push_back(part_of(path.substr(begin, at - begin)));
    begin = at + 1;
  }
  return parts;
}

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

const json::value* find_value(const Standard& standard, const json::value& document,
                              std::string_view path) {
  Walk walk{Brackets::keys_or_positions, &standard.document(), &document};
  for (const auto& part : path_parts(path)) walk.step(part);
  return walk.value;
}

json::value* find_value(const Standard& standard, json::value& document, std::string_view path) {
  // What is found lies in the document, which may be changed.
  return const_cast<json::value*>(find_value(standard, std::as_const(document), path));
}

std::string place_by_key(const Standard& standard, const json::value& document,
                         std::string_view path) {
  std::string place;
  Walk walk{Brackets::positions, &standard.document(), &document};
  for (const auto& part : path_parts(path)) {
    walk.step(part);
    const bool is_item = part.item && walk.field != nullptr && walk.value != nullptr;
    const std::string key = is_item ? key_of(*walk.field, *walk.value) : "";
    if (!place.empty()) place += '.';
    place += key.empty() ? part.text : part.name + "[" + key + "]";
  }
  return place;
}

}  // namespace dataflow::standard
