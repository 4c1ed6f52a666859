#include "agent/rules/rule_sql.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "agent/rules/built_blocks.h"

namespace dataflow::rules {

namespace {

using sqlite::identifier;
using standard::Field;
using standard::FieldKind;

/// The objects and lists from the document down to the block, both included.
bool trail_to(const Field& from, const std::string& path, std::vector<const Field*>& trail) {
  trail.push_back(&from);
  if (from.path == path) return true;
  for (const auto& member : from.members) {
    if (member.has_members() && trail_to(member, path, trail)) return true;
  }
  trail.pop_back();
  return false;
}

std::string quoted_name(const Field& block) {
  return identifier(standard::block_name(block));
}

std::string join(const Field& block, const std::string& row, const std::string& column,
                 const std::string& value) {
  return fmt::format("\n LEFT JOIN {0} ON {0}.child = {1}.child AND {0}.{2} = {3}",
                     quoted_name(block), row, column, value);
}

/// Joins what `breaks` may name beside the block itself. A join by a primary key costs nothing
/// while it is not used: SQLite leaves it out. The others are made only when they are named.
class Joins {
 public:
  Joins(const std::vector<const Field*>& trail, const std::string& breaks)
      : trail_(trail), breaks_(breaks), row_(quoted_name(*trail.back())) {}

  std::string sql() {
    const Field& block = *trail_.back();
    // The item that objects inside the block belong to; then that of the list above, and so on.
    std::string item = block.kind == FieldKind::list ? row_ + ".item" : above(trail_.size() - 1);
    objects_of(block, item);
    for (std::size_t i = trail_.size() - 1; i-- > 0;) {
      const Field& outer = *trail_[i];
      item = above(i + 1);
      if (has_table(outer)) sql_ += join(outer, row_, "item", item);
      objects_of(outer, item);
      if (outer.kind == FieldKind::list) row_ = quoted_name(outer);
    }
    return sql_;
  }

 private:
  /// The item of the list that the block at this place of the trail is in.
  [[nodiscard]] std::string above(std::size_t place) const {
    for (std::size_t i = place; i-- > 0;) {
      if (trail_[i]->kind == FieldKind::list) return row_ + ".above";
    }
    return "0";
  }

  void objects_of(const Field& outer, const std::string& item) {
    for (const auto& object : outer.members) {
      const bool on_trail = std::find(trail_.begin(), trail_.end(), &object) != trail_.end();
      const bool is_named = breaks_.find(object.name) != std::string::npos;
      if (object.kind == FieldKind::object && has_table(object) && is_named && !on_trail) {
        sql_ += join(object, row_, "above", item);
      }
    }
  }

  const std::vector<const Field*>& trail_;
  const std::string& breaks_;
  std::string row_;
  std::string sql_;
};

}  // namespace

std::string select_breaches(const standard::Standard& standard, const standard::Rule& rule) {
  if (rule.subject == standard::Subject::council) {
    return fmt::format("SELECT 0, 0 WHERE ({}\n)", rule.breaks);
  }
  std::vector<const Field*> trail;
  trail_to(standard.document(), rule.block, trail);
  const std::string block = quoted_name(*trail.back());
  return fmt::format("SELECT {0}.child, {0}.item FROM {0}{1}\n WHERE ({2}\n)", block,
                     Joins(trail, rule.breaks).sql(), rule.breaks);
}

}  // namespace dataflow::rules
