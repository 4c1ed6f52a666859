#include "agent/standard/content.h"

#include <algorithm>
#include <stdexcept>

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"

namespace dataflow::standard {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

object without_ids(const Field& field, const object& document);

array items_without_ids(const Field& list, const array& items) {
  std::vector<std::string> texts;
  for (const auto& item : items) {
    texts.push_back(content_of(list, item.as_object()));
  }
  if (list.key_member() != nullptr) std::sort(texts.begin(), texts.end());
  array all;
  for (const auto& text : texts) all.emplace_back(text);
  return all;
}

object without_ids(const Field& field, const object& document) {
  object said;
  for (const auto& member : field.members) {
    const value* found = document.if_contains(member.name);
    if (found == nullptr || member.kind == FieldKind::id || member.kind == FieldKind::purge) {
      continue;
    }
    if (member.kind == FieldKind::object) {
      said[member.name] = without_ids(member, found->as_object());
    } else if (member.kind == FieldKind::list) {
      said[member.name] = items_without_ids(member, found->as_array());
    } else {
      said[member.name] = *found;
    }
  }
  return said;
}

}  // namespace

std::string content_of(const Field& field, const object& item) {
  return canonical_json(without_ids(field, item));
}

Digest content_digest(const Standard& standard, std::string_view document) {
  boost::json::error_code problem;
  const value parsed = boost::json::parse({document.data(), document.size()}, problem);
  if (problem || !parsed.is_object()) throw std::invalid_argument("This is no JSON object.");
  return sha256(canonical_json(without_ids(standard.document(), parsed.as_object())));
}

}  // namespace dataflow::standard
