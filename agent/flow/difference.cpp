#include "agent/flow/difference.h"

#include <algorithm>
#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/canonical_json.h"

namespace dataflow::flow {

namespace {

namespace json = boost::json;
using standard::Field;
using standard::FieldKind;

struct Place {
  std::string path;
  std::string keyed;

  [[nodiscard]] Place member(const std::string& name) const {
    return {path.empty() ? name : path + "." + name, keyed.empty() ? name : keyed + "." + name};
  }
};

/// Two items that belong together; one of them may be missing.
struct Pair {
  std::optional<std::size_t> before;
  std::optional<std::size_t> after;
};

const json::object* object_of(const json::value* value) {
  return value == nullptr ? nullptr : value->if_object();
}

const json::value* member_of(const json::object* object, const std::string& name) {
  return object == nullptr ? nullptr : object->if_contains(name);
}

/// The text that tells an item apart; nothing when it has none.
std::string key_of(const Field& list, const json::value& item) {
  const Field* key = list.key_member();
  const auto* value = key == nullptr ? nullptr : member_of(item.if_object(), key->name);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? "" : std::string(*text);
}

/// Pairs what agrees by `same`, in the order of `after`; then pairs what is left, where `rest` asks
/// for it; then comes what has gone.
template <class Same>
std::vector<Pair> pair_items(const json::array& before, const json::array& after, bool rest,
                             Same same) {
  std::vector<Pair> pairs;
  std::vector<bool> used(before.size(), false);
  const auto take = [&](Pair& pair, auto agrees) {
    for (std::size_t i = 0; i < before.size() && !pair.before; ++i) {
      if (used[i] || !agrees(i)) continue;
      used[i] = true;
      pair.before = i;
    }
  };
  for (std::size_t a = 0; a < after.size(); ++a) {
    Pair& pair = pairs.emplace_back(Pair{std::nullopt, a});
    take(pair, [&](std::size_t b) { return same(before[b], after[a]); });
  }
  for (auto& pair : pairs) {
    if (rest && !pair.before) take(pair, [](std::size_t) { return true; });
  }
  for (std::size_t b = 0; b < before.size(); ++b) {
    if (!used[b]) pairs.push_back({b, std::nullopt});
  }
  return pairs;
}

class Comparer {
 public:
  void object(const Field& field, const json::object* before, const json::object* after,
              const Place& place) {
    for (const auto& member : field.members) {
      if (member.kind == FieldKind::purge) continue;
      any(member, member_of(before, member.name), member_of(after, member.name),
          place.member(member.name));
    }
  }

  std::vector<Difference> take() { return std::move(found_); }

 private:
  void any(const Field& field, const json::value* before, const json::value* after,
           const Place& place) {
    if (before == nullptr && after == nullptr) return;
    if (field.kind == FieldKind::object) {
      return object(field, object_of(before), object_of(after), place);
    }
    if (field.kind == FieldKind::list) return list(field, before, after, place);
    std::string old_value = before == nullptr ? "" : canonical_json(*before);
    std::string new_value = after == nullptr ? "" : canonical_json(*after);
    if (old_value == new_value) return;
    found_.push_back({place.path, place.keyed, &field, std::move(old_value), std::move(new_value)});
  }

  void list(const Field& field, const json::value* before, const json::value* after,
            const Place& place) {
    static const json::array kNone;
    const auto* old_items = before == nullptr ? nullptr : before->if_array();
    const auto* new_items = after == nullptr ? nullptr : after->if_array();
    const auto& a = old_items == nullptr ? kNone : *old_items;
    const auto& b = new_items == nullptr ? kNone : *new_items;
    const bool keyed = field.key_member() != nullptr;
    const auto same = [&](const json::value& one, const json::value& other) {
      return keyed ? key_of(field, one) == key_of(field, other) : one == other;
    };
    for (const auto& pair : pair_items(a, b, !keyed, same)) item(field, a, b, pair, place);
  }

  void item(const Field& field, const json::array& before, const json::array& after,
            const Pair& pair, const Place& place) {
    const auto* old_item = pair.before ? &before[*pair.before] : nullptr;
    const auto* new_item = pair.after ? &after[*pair.after] : nullptr;
    const std::string number =
        pair.after ? fmt::format("[{}]", *pair.after) : fmt::format("[was {}]", *pair.before);
    const std::string key = key_of(field, pair.after ? after[*pair.after] : before[*pair.before]);
    object(field, object_of(old_item), object_of(new_item),
           {place.path + number, place.keyed + (key.empty() ? number : "[" + key + "]")});
  }

  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const standard::Standard& standard, const json::value& before,
                                    const json::value& after) {
  Comparer comparer;
  comparer.object(standard.document(), before.if_object(), after.if_object(), {});
  return comparer.take();
}

}  // namespace dataflow::flow
