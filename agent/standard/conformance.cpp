#include "agent/standard/conformance.h"

#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/day.h"

namespace dataflow::standard {

namespace {

std::string_view view(const boost::json::string& text) {
  return {text.data(), text.size()};
}

class Check {
 public:
  explicit Check(std::vector<Breach>& breaches) : breaches_(breaches) {}

  void object(const Field& field, const boost::json::value& value, const std::string& path) {
    if (!value.is_object()) return breach(path, "An object was expected.");
    for (const auto& member : value.get_object()) {
      const std::string_view name(member.key().data(), member.key().size());
      const Field* known = field.member(name);
      const std::string at = path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
      if (known == nullptr) {
        breach(path.empty() ? "the child" : path,
               "It has a member that the standard does not know.");
      } else {
        any(*known, member.value(), at);
      }
    }
    const Field* key = field.key_member();
    if (key != nullptr && !value.get_object().contains(key->name)) {
      breach(path.empty() ? key->name : path + "." + key->name, "It is required and missing.");
    }
  }

 private:
  void any(const Field& field, const boost::json::value& value, const std::string& path) {
    switch (field.kind) {
      case FieldKind::object:
        return object(field, value, path);
      case FieldKind::list:
        return list(field, value, path);
      case FieldKind::codes:
        return codes(field, value, path);
      case FieldKind::flag:
      case FieldKind::purge:
        if (!value.is_bool()) breach(path, "true or false was expected.");
        return;
      case FieldKind::number:
        if (!value.is_int64() && !value.is_uint64()) breach(path, "A whole number was expected.");
        return;
      case FieldKind::date:
        if (!value.is_string() || !Day::parse(view(value.get_string()))) {
          breach(path, "A date such as 2026-06-01 was expected.");
        }
        return;
      default:
        return text(field, value, path);
    }
  }

  void list(const Field& field, const boost::json::value& value, const std::string& path) {
    if (!value.is_array()) return breach(path, "An array was expected.");
    std::size_t index = 0;
    for (const auto& item : value.get_array()) {
      object(field, item, fmt::format("{}[{}]", path, index++));
    }
  }

  void codes(const Field& field, const boost::json::value& value, const std::string& path) {
    if (!value.is_array()) return breach(path, "An array was expected.");
    const auto& items = value.get_array();
    if (items.size() > field.most_items) {
      breach(path, fmt::format("It has {} items, at most {} are allowed.", items.size(),
                               field.most_items));
    }
    std::set<std::string_view> seen;
    std::size_t index = 0;
    for (const auto& item : items) {
      const std::string at = fmt::format("{}[{}]", path, index++);
      text(field, item, at);
      if (item.is_string() && !seen.insert(view(item.get_string())).second) {
        breach(at, "It occurs twice.");
      }
    }
  }

  void text(const Field& field, const boost::json::value& value, const std::string& path) {
    if (!value.is_string()) return breach(path, "Text was expected.");
    const std::string_view content = view(value.get_string());
    if (!field.length_fits(content)) {
      breach(path, fmt::format("It has {} characters, {} to {} are allowed.",
                               characters_in(content), field.shortest, field.longest));
    }
    if (field.kind != FieldKind::id) return;
    const bool fits = std::all_of(content.begin(), content.end(), [&](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte < field.characters.size() && field.characters.test(byte);
    });
    if (!fits) {
      breach(path, fmt::format("It has a character other than {}.", field.character_class));
    }
  }

  void breach(std::string path, std::string what) {
    breaches_.push_back({std::move(path), std::move(what)});
  }

  std::vector<Breach>& breaches_;
};

}  // namespace

std::vector<Breach> breaches(const Standard& standard, const boost::json::value& document) {
  std::vector<Breach> found;
  Check(found).object(standard.document(), document, "");
  return found;
}

}  // namespace dataflow::standard
