#include "agent/standard/place.h"

#include <charconv>

namespace dataflow::standard {

namespace {

/// "name[2]" as its name and its position; the position is absent where there is none.
struct Part {
  std::string_view name;
  std::optional<std::size_t> position;
};

Part read_part(std::string_view text) {
  const std::size_t bracket = text.find('[');
  Part part{text.substr(0, bracket), std::nullopt};
  if (bracket == std::string_view::npos) return part;
  std::size_t position = 0;
  const char* begin = text.data() + bracket + 1;
  const auto read = std::from_chars(begin, text.data() + text.size(), position);
  if (read.ec == std::errc()) part.position = position;
  return part;
}

/// The key of an item; empty where it has none.
std::string key_of(const Field& list, const boost::json::object& item) {
  const Field* key = list.key_member();
  const auto* found = key == nullptr ? nullptr : item.if_contains(key->name);
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? "" : std::string(*text);
}

}  // namespace

std::string place_by_key(const Standard& standard, const boost::json::object& document,
                         std::string_view path) {
  std::string place;
  const Field* field = &standard.document();
  const boost::json::object* at = &document;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    const std::string_view text = path.substr(0, dot);
    const Part part = read_part(text);
    field = field == nullptr ? nullptr : field->member(part.name);
    const auto* value = at == nullptr ? nullptr : at->if_contains(part.name);
    std::string key;
    at = nullptr;
    if (value != nullptr && value->is_object()) at = &value->get_object();
    if (value != nullptr && field != nullptr && part.position && value->is_array() &&
        *part.position < value->get_array().size()) {
      at = value->get_array()[*part.position].if_object();
      if (at != nullptr) key = key_of(*field, *at);
    }
    if (!place.empty()) place += '.';
    place += key.empty() ? std::string(text) : std::string(part.name) + "[" + key + "]";
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return place;
}

}  // namespace dataflow::standard
