#include "receiver/merge.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/json.hpp>

namespace dataflow::receiver {

namespace {

using boost::json::array;
using boost::json::object;
using standard::Field;
using standard::FieldKind;

void note(Merged& merged, Merged part) {
  if (part == Merged::changed) merged = Merged::changed;
}

bool is_keyed_list(const Field& field) {
  return field.kind == FieldKind::list && field.key_member() != nullptr;
}

/// Merges one keyed list. Items are told apart by their places until the end, when all is moved.
class ListMerge {
 public:
  ListMerge(const Field& field, array& sent, array* held)
      : field_(field), sent_(sent), held_(held), goes_(sent.size(), false) {}

  Merged run() {
    index_held();
    for (std::size_t i = 0; i < sent_.size(); ++i) take(i);
    const bool all_stay = std::find(goes_.begin(), goes_.end(), true) == goes_.end();
    if (all_stay && held_items_.empty()) return result_;
    rebuild();
    return Merged::changed;
  }

 private:
  std::string key_of(const boost::json::value& item) const {
    const auto& key = item.get_object().at(field_.key_member()->name).get_string();
    return {key.data(), key.size()};
  }

  void index_held() {
    if (held_ == nullptr) return;
    for (auto& item : *held_) held_items_.emplace(key_of(item), &item.get_object());
  }

  void take(std::size_t i) {
    const std::string key = key_of(sent_[i]);
    object& item = sent_[i].get_object();
    const auto earlier = taken_.find(key);
    if (is_purge(field_, item)) {
      goes_[i] = true;
      held_items_.erase(key);
      if (earlier == taken_.end()) return;
      goes_[earlier->second] = true;
      taken_.erase(earlier);
    } else if (earlier != taken_.end()) {
      object& first = sent_[earlier->second].get_object();
      note(result_, merge(field_, item, &first));
      first.swap(item);
      goes_[i] = true;
    } else {
      const auto held = held_items_.extract(key);
      note(result_, merge(field_, item, held ? held.mapped() : nullptr));
      taken_.emplace(key, i);
    }
  }

  /// What was sent and stays, then what was held and not sent.
  void rebuild() {
    array result(sent_.storage());
    for (std::size_t i = 0; i < sent_.size(); ++i) {
      if (!goes_[i]) result.push_back(std::move(sent_[i]));
    }
    if (held_ != nullptr) {
      for (auto& item : *held_) {
        if (held_items_.contains(key_of(item))) result.push_back(std::move(item));
      }
    }
    sent_ = std::move(result);
  }

  const Field& field_;
  array& sent_;
  array* held_;
  std::vector<bool> goes_;                               // by place in sent_
  std::unordered_map<std::string, std::size_t> taken_;   // place in sent_ of what stays
  std::unordered_map<std::string, object*> held_items_;  // of held_, not sent
  Merged result_ = Merged::as_sent;
};

Merged merge_sent_member(const Field& field, object& sent, object* held) {
  auto& value = sent.at(field.name);
  auto* before = held ? held->if_contains(field.name) : nullptr;
  Merged merged = Merged::as_sent;
  bool goes = false;
  if (field.kind == FieldKind::object) {
    goes = is_purge(field, value.get_object());
    if (!goes) merged = merge(field, value.get_object(), before ? &before->get_object() : nullptr);
    goes = goes || value.get_object().empty();
  } else {
    if (is_keyed_list(field)) {
      merged = ListMerge(field, value.get_array(), before ? &before->get_array() : nullptr).run();
    }
    goes = value.get_array().empty();
  }
  if (!goes) return merged;
  sent.erase(field.name);
  return Merged::changed;
}

}  // namespace

bool is_purge(const Field& field, const object& sent) {
  const Field* member = field.purge_member();
  const auto* flag = member ? sent.if_contains(member->name) : nullptr;
  return flag != nullptr && flag->get_bool();
}

Merged merge(const Field& field, object& sent, object* held) {
  Merged merged = Merged::as_sent;
  for (const Field& member : field.members) {
    if (!member.has_members()) continue;
    if (sent.contains(member.name)) {
      note(merged, merge_sent_member(member, sent, held));
    } else if (auto* kept = held ? held->if_contains(member.name) : nullptr;
               kept != nullptr && (member.kind == FieldKind::object || is_keyed_list(member))) {
      sent.emplace(member.name, std::move(*kept));
      merged = Merged::changed;
    }
  }
  return merged;
}

}  // namespace dataflow::receiver
