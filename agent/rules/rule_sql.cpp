#include "agent/rules/rule_sql.h"

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

/// The block that holds one row for each thing that `trail` passes: `above` of a row is the item of
/// the nearest list before it.
std::string join_above(const Field& above, const std::string& row) {
  const std::string name = quoted_name(above);
  const std::string item = above.kind == FieldKind::list ? row + ".above" : "0";
  return fmt::format("\n LEFT JOIN {0} ON {0}.child = {1}.child AND {0}.item = {2}", name, row,
                     item);
}

std::string join_beside(const Field& object, const std::string& row, const std::string& above) {
  const std::string name = quoted_name(object);
  return fmt::format("\n LEFT JOIN {0} ON {0}.child = {1}.child AND {0}.above = {2}", name, row,
                     above);
}

/// Joins what `breaks` may name beside the block itself. Joins by a primary key cost nothing when
/// they are not used: SQLite leaves them out. The others are made only when they are named.
std::string joins(const std::vector<const Field*>& trail, const standard::Rule& rule) {
  const Field& block = *trail.back();
  std::string row = quoted_name(block);
  std::string sql;
  for (std::size_t i = trail.size() - 1; i-- > 0;) {
    const Field& above = *trail[i];
    const bool inside_list = above.kind == FieldKind::list;
    if (has_table(above)) sql += join_above(above, row);
    for (const auto& object : above.members) {
      const bool is_joined = object.kind == FieldKind::object && &object != &block &&
                             has_table(object) &&
                             rule.breaks.find(object.name) != std::string::npos;
      if (is_joined) sql += join_beside(object, row, inside_list ? row + ".above" : "0");
    }
    if (inside_list) row = quoted_name(above);
  }
  return sql;
}

}  // namespace

std::string select_breaches(const standard::Standard& standard, const standard::Rule& rule) {
  if (rule.subject == standard::Subject::council) {
    return fmt::format("SELECT 0, 0 WHERE ({}\n)", rule.breaks);
  }
  std::vector<const Field*> trail;
  trail_to(standard.document(), rule.block, trail);
  const std::string block = quoted_name(*trail.back());
  return fmt::format("SELECT {0}.child, {0}.item FROM {0}{1}\n WHERE ({2}\n)", block,
                     joins(trail, rule), rule.breaks);
}

}  // namespace dataflow::rules
