#include "agent/standard/derived_ids.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"
#include "agent/core/digest.h"
#include "agent/standard/content.h"

namespace dataflow::standard {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::size_t kDigits = 32;  // 128 bits: two never meet by chance

void derive(const Field& field, object& document, const std::string& owner);

std::string text_in(const object& item, const Field* member) {
  const value* found = member == nullptr ? nullptr : item.if_contains(member->name);
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? "" : std::string(*text);
}

struct Ranked {
  std::string start;
  std::string content;
  std::string key;  // of the source: decides only between items that say the same
  object* item = nullptr;

  bool operator<(const Ranked& other) const {
    return std::tie(start, content, key) < std::tie(other.start, other.content, other.key);
  }
};

std::string minted(const Field& list, const std::string& owner, const std::string& start,
                   std::int64_t ordinal) {
  const array of{owner, list.path, start, ordinal};
  return sha256(canonical_json(of)).hex().substr(0, std::min(kDigits, list.key_member()->longest));
}

void derive_items(const Field& list, array& items, const std::string& owner) {
  std::vector<Ranked> ranked;
  for (auto& one : items) {
    auto& item = one.as_object();
    ranked.push_back({text_in(item, list.start_member()), content_of(list, item),
                      text_in(item, list.key_member()), &item});
  }
  std::sort(ranked.begin(), ranked.end());
  std::int64_t ordinal = 0;
  const std::string* start = nullptr;
  for (const auto& one : ranked) {
    ordinal = start != nullptr && *start == one.start ? ordinal + 1 : 0;
    start = &one.start;
    const std::string id = minted(list, owner, one.start, ordinal);
    (*one.item)[list.key_member()->name] = id;
    derive(list, *one.item, id);
  }
}

void derive(const Field& field, object& document, const std::string& owner) {
  for (const auto& member : field.members) {
    value* found = document.if_contains(member.name);
    if (found == nullptr) continue;
    if (member.kind == FieldKind::object) {
      derive(member, found->as_object(), owner);
    } else if (member.kind == FieldKind::list && member.key_member() != nullptr) {
      derive_items(member, found->as_array(), owner);
    }
  }
}

}  // namespace

std::string with_derived_ids(const Standard& standard, std::string_view document,
                             std::string_view council) {
  boost::json::error_code problem;
  value parsed = boost::json::parse({document.data(), document.size()}, problem);
  if (problem || !parsed.is_object()) throw std::invalid_argument("This is no JSON object.");
  auto& child = parsed.as_object();
  const std::string owner =
      std::string(council) + "/" + text_in(child, standard.document().key_member());
  derive(standard.document(), child, owner);
  return canonical_json(parsed);
}

}  // namespace dataflow::standard
