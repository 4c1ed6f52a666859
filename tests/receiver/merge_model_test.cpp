// Holds merge.h against a model that knows nothing of trees: every object is one line in a flat map
// from its path to its own values, and a purge deletes the lines that begin with a path.

#include <map>
#include <random>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/core/canonical_json.h"
#include "receiver/merge.h"
#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::receiver;
using boost::json::array;
using boost::json::object;
using standard::Field;
using standard::FieldKind;

namespace {

bool has_own_path(const Field& field) {
  return field.kind == FieldKind::object ||
         (field.kind == FieldKind::list && field.key_member() != nullptr);
}

class Model {
 public:
  explicit Model(const Field& root) : root_(root) {}

  void apply(const object& sent) { walk(root_, sent, "/"); }

  [[nodiscard]] object document() const {
    object out;
    build(root_, "/", out);
    return out;
  }

 private:
  void walk(const Field& field, const object& sent, const std::string& path) {
    object own;
    for (const Field& member : field.members) {
      const auto* value = sent.if_contains(member.name);
      if (value == nullptr) continue;
      const std::string below = path + member.name + "/";
      if (member.kind == FieldKind::object) {
        visit(member, value->as_object(), below);
      } else if (has_own_path(member)) {
        list(member, value->as_array(), below);
      } else if (member.kind != FieldKind::list || !value->as_array().empty()) {
        own.emplace(member.name, *value);
      }
    }
    lines_[path] = own;
  }

  void visit(const Field& field, const object& sent, const std::string& path) {
    if (is_purge(field, sent)) {
      remove(path);
    } else {
      walk(field, sent, path);
    }
  }

  void list(const Field& field, const array& sent, const std::string& path) {
    std::vector<std::string> order;
    for (const auto& item : sent) {
      const auto& object = item.as_object();
      const std::string key(object.at(field.key_member()->name).as_string());
      const bool purge = is_purge(field, object);
      if (purge) std::erase(order, key);
      if (!purge && std::find(order.begin(), order.end(), key) == order.end()) {
        order.push_back(key);
      }
      visit(field, object, path + key + "/");
    }
    for (const auto& key : orders_[path]) {
      const bool listed = std::find(order.begin(), order.end(), key) != order.end();
      if (!listed && lines_.contains(path + key + "/")) order.push_back(key);
    }
    orders_[path] = order;
  }

  void remove(const std::string& path) {
    std::erase_if(lines_, [&](const auto& line) { return line.first.starts_with(path); });
    std::erase_if(orders_, [&](const auto& order) { return order.first.starts_with(path); });
  }

  void build(const Field& field, const std::string& path, object& out) const {
    if (const auto own = lines_.find(path); own != lines_.end()) out = own->second;
    for (const Field& member : field.members) {
      const std::string below = path + member.name + "/";
      if (member.kind == FieldKind::object) {
        object part;
        build(member, below, part);
        if (!part.empty()) out.emplace(member.name, part);
      } else if (has_own_path(member) && orders_.contains(below)) {
        array items;
        for (const auto& key : orders_.at(below)) {
          build(member, below + key + "/", items.emplace_back(object()).get_object());
        }
        if (!items.empty()) out.emplace(member.name, items);
      }
    }
  }

  const Field& root_;
  std::map<std::string, object> lines_;
  std::map<std::string, std::vector<std::string>> orders_;
};

/// Makes objects with few keys, so that they meet often.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  object make(const Field& field) {
    object out;
    for (const Field& member : field.members) {
      if (member.key) {
        out.emplace(member.name, std::string(1, static_cast<char>('a' + below(4))));
      } else if (below(100) < (member.kind == FieldKind::purge ? 25 : 45)) {
        out.emplace(member.name, value(member));
      }
    }
    return out;
  }

 private:
  int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }

  boost::json::value value(const Field& field) {
    switch (field.kind) {
      case FieldKind::object:
        return make(field);
      case FieldKind::list: {
        array items;
        for (int n = below(4); n > 0; --n) items.push_back(make(field));
        return items;
      }
      case FieldKind::codes: {
        array codes;
        for (int n = below(3); n > 0; --n) codes.push_back(boost::json::string("C"));
        return codes;
      }
      case FieldKind::purge:
      case FieldKind::flag:
        return below(2) == 0;
      case FieldKind::number:
        return below(10);
      default:
        return boost::json::string(1, static_cast<char>('A' + below(6)));
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("any sequence of objects leaves what the rules say, as a naive model shows") {
  const auto standard = shipped_standard();
  const Field& root = standard.document();
  std::size_t left_as_sent = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    Maker maker(seed);
    Model model(root);
    object held;
    for (int step = 0; step < 12; ++step) {
      object sent = maker.make(root);
      sent.erase("purge");
      INFO("seed " << seed << ", step " << step);
      model.apply(sent);
      const std::string before = canonical_json(sent);
      const Merged merged = merge(root, sent, &held);
      held = std::move(sent);
      const std::string result = canonical_json(held);
      REQUIRE(result == canonical_json(model.document()));
      if (merged == Merged::as_sent) REQUIRE(result == before);
      left_as_sent += merged == Merged::as_sent ? 1 : 0;
    }
  }
  CHECK(left_as_sent > 0);
}
