#include "agent/rules/item_paths.h"

#include <fmt/format.h>

namespace dataflow::rules {

namespace {

using standard::Field;
using standard::FieldKind;

/// "a[].b[]" without its last part: "a[]".
std::string parent_path(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? "" : path.substr(0, dot);
}

}  // namespace

Result<ItemPaths::Position> ItemPaths::position(const Field& block, ChildNumber child,
                                                std::int64_t item) {
  auto found = selects_.find(&block);
  if (found == selects_.end()) {
    TRY_ASSIGN(auto select,
               blocks_.database().prepare(fmt::format(
                   "SELECT row.above, (SELECT count(*) FROM {0} AS other WHERE other.child = ?1 "
                   "AND other.above = row.above AND other.item < ?2) FROM {0} AS row "
                   "WHERE row.child = ?1 AND row.item = ?2",
                   sqlite::identifier(standard::block_name(block)))));
    found = selects_.emplace(&block, std::move(select)).first;
  }
  auto& select = found->second;
  select.reset();
  select.bind(1, child).bind(2, item);
  if (select.step() != sqlite::Step::row) return select.error();
  const Position position{select.integer(0), select.integer(1)};
  select.reset();
  return position;
}

Result<std::string> ItemPaths::of_row(const std::string& block, ChildNumber child,
                                      std::int64_t item) {
  std::string path;
  std::string at = block;
  while (!at.empty()) {
    const Field& field = *standard_.find(at);
    std::string part = field.name;
    if (has_table(field)) {
      TRY_ASSIGN(const auto position, position(field, child, item));
      if (field.kind == FieldKind::list) part += fmt::format("[{}]", position.index);
      item = position.above;
    }
    if (!path.empty()) part.append(".").append(path);
    path = std::move(part);
    at = parent_path(at);
  }
  return path;
}

std::string with_field(const std::string& row_path, const std::string& block,
                       const std::vector<std::string>& fields) {
  if (fields.empty()) return row_path;
  const std::string inside = block.empty() ? "" : block + ".";
  if (!fields.front().starts_with(inside)) return row_path;
  const std::string field = fields.front().substr(inside.size());
  if (field.find("[]") != std::string::npos) return row_path;
  return row_path.empty() ? field : row_path + "." + field;
}

}  // namespace dataflow::rules
