#include "agent/standard/skeleton.h"

#include <stdexcept>

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"

namespace dataflow::standard {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

object parse(std::string_view text) {
  if (text.empty()) return {};
  boost::json::error_code problem;
  value parsed = boost::json::parse(text, problem);
  if (problem || !parsed.is_object()) throw std::invalid_argument("This is no JSON object.");
  return std::move(parsed.get_object());
}

bool is_keyed_list(const Field& field) {
  return field.kind == FieldKind::list && field.key_member() != nullptr;
}

object reduce(const Field& field, const object& document) {
  object keys;
  for (const auto& member : field.members) {
    const value* found = document.if_contains(member.name);
    if (found == nullptr) continue;
    if (member.key) {
      keys[member.name] = *found;
    } else if (member.kind == FieldKind::object) {
      keys[member.name] = reduce(member, found->as_object());
    } else if (is_keyed_list(member)) {
      array items;
      for (const auto& item : found->as_array()) items.push_back(reduce(member, item.as_object()));
      keys[member.name] = std::move(items);
    }
  }
  return keys;
}

/// The item with the same key, or null.
value* find_item(array& items, const Field& list, const object& like) {
  const auto& name = list.key_member()->name;
  for (auto& item : items) {
    if (item.as_object().at(name) == like.at(name)) return &item;
  }
  return nullptr;
}

/// Adds to `into` what only `from` has.
void merge(const Field& field, object& into, const object& from) {
  for (const auto& member : field.members) {
    const value* theirs = from.if_contains(member.name);
    if (theirs == nullptr) continue;
    value* ours = into.if_contains(member.name);
    if (ours == nullptr) {
      into[member.name] = *theirs;
    } else if (member.kind == FieldKind::object) {
      merge(member, ours->as_object(), theirs->as_object());
    } else if (is_keyed_list(member)) {
      for (const auto& item : theirs->as_array()) {
        value* same = find_item(ours->as_array(), member, item.as_object());
        if (same == nullptr) {
          ours->as_array().push_back(item);
        } else {
          merge(member, same->as_object(), item.as_object());
        }
      }
    }
  }
}

/// The item of a keyed list inside `parent` with the same key as `like`, or null.
const object* item_in(const object* parent, const Field& list, const object& like) {
  const value* items = parent == nullptr ? nullptr : parent->if_contains(list.name);
  if (items == nullptr) return nullptr;
  const auto& name = list.key_member()->name;
  for (const auto& item : items->as_array()) {
    if (item.as_object().at(name) == like.at(name)) return &item.as_object();
  }
  return nullptr;
}

const object* object_in(const object* parent, const Field& member) {
  const value* found = parent == nullptr ? nullptr : parent->if_contains(member.name);
  return found == nullptr ? nullptr : &found->as_object();
}

/// What `a` and `b` both have.
object common(const Field& field, const object& a, const object& b) {
  object both;
  for (const auto& member : field.members) {
    const value* ours = a.if_contains(member.name);
    if (ours == nullptr || !b.contains(member.name)) continue;
    if (member.key) {
      both[member.name] = *ours;
    } else if (member.kind == FieldKind::object) {
      both[member.name] = common(member, ours->as_object(), *object_in(&b, member));
    } else if (is_keyed_list(member)) {
      array items;
      for (const auto& item : ours->as_array()) {
        const object* theirs = item_in(&b, member, item.as_object());
        if (theirs != nullptr) items.push_back(common(member, item.as_object(), *theirs));
      }
      both[member.name] = std::move(items);
    }
  }
  return both;
}

bool purge_missing(const Field& field, object& document, const object& known, const object* spared);

/// Instructions for the items of a keyed list that the document no longer has.
bool purge_items(const Field& list, object& document, const array& known, const object* spared) {
  bool any = false;
  for (const auto& item : known) {
    value* ours = document.if_contains(list.name);
    value* same = ours ? find_item(ours->as_array(), list, item.as_object()) : nullptr;
    const object* kept = item_in(spared, list, item.as_object());
    if (same != nullptr) {
      any = purge_missing(list, same->as_object(), item.as_object(), kept) || any;
    } else if (kept == nullptr && list.purge_member() != nullptr) {
      const auto& key = list.key_member()->name;
      object purge{{key, item.as_object().at(key)}, {list.purge_member()->name, true}};
      if (ours == nullptr) ours = &(document[list.name] = array());
      ours->as_array().push_back(std::move(purge));
      any = true;
    }
  }
  return any;
}

bool purge_missing(const Field& field, object& document, const object& known,
                   const object* spared) {
  bool any = false;
  for (const auto& member : field.members) {
    const value* theirs = known.if_contains(member.name);
    if (theirs == nullptr) continue;
    if (is_keyed_list(member)) {
      any = purge_items(member, document, theirs->as_array(), spared) || any;
    } else if (member.kind == FieldKind::object) {
      value* ours = document.if_contains(member.name);
      const object* kept = object_in(spared, member);
      if (ours != nullptr) {
        any = purge_missing(member, ours->as_object(), theirs->as_object(), kept) || any;
      } else if (kept == nullptr && member.purge_member() != nullptr) {
        document[member.name] = object{{member.purge_member()->name, true}};
        any = true;
      }
    }
  }
  return any;
}

std::string text_of(object&& content) {
  return canonical_json(value(std::move(content)));
}

}  // namespace

std::string skeleton_of(const Standard& standard, std::string_view document) {
  return text_of(reduce(standard.document(), parse(document)));
}

std::string merge_skeletons(const Standard& standard, std::string_view a, std::string_view b) {
  if (a == b || b.empty()) return std::string(a);
  if (a.empty()) return std::string(b);
  object merged = parse(a);
  merge(standard.document(), merged, parse(b));
  return text_of(std::move(merged));
}

std::string common_skeleton(const Standard& standard, std::string_view a, std::string_view b) {
  if (a == b || b == kEverything) return std::string(a);
  if (a.empty() || b.empty()) return "";
  return text_of(common(standard.document(), parse(a), parse(b)));
}

std::optional<std::string> with_purges(const Standard& standard, std::string_view document,
                                       std::string_view known, std::string_view spared) {
  if (known.empty() || spared == kEverything) return std::nullopt;
  object content = parse(document);
  const object kept = parse(spared);
  if (!purge_missing(standard.document(), content, parse(known), &kept)) return std::nullopt;
  return text_of(std::move(content));
}

std::string purge_of_child(const Standard& standard, std::string_view child) {
  return text_of({{standard.document().key_member()->name, child},
                  {standard.document().purge_member()->name, true}});
}

}  // namespace dataflow::standard
