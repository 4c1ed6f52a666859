// Item paths: where in a child's document a row of the built blocks stands.
#pragma once

#include <map>
#include <string>

#include "agent/rules/built_blocks.h"

namespace dataflow::rules {

/// For one thread. The standard and the blocks must outlive it.
class ItemPaths {
 public:
  ItemPaths(const standard::Standard& standard, const BuiltBlocks& blocks)
      : standard_(standard), blocks_(blocks) {}

  /// The place of a row, such as "social_care_episodes[0].child_in_need_plans[2]"; empty for the
  /// child itself. `block` is the path of an object or list of the standard.
  [[nodiscard]] Result<std::string> of_row(const std::string& block, ChildNumber child,
                                           std::int64_t item);

 private:
  struct Position {
    std::int64_t above;
    std::int64_t index;
  };
  [[nodiscard]] Result<Position> position(const standard::Field& block, ChildNumber child,
                                          std::int64_t item);

  const standard::Standard& standard_;
  const BuiltBlocks& blocks_;
  std::map<const standard::Field*, sqlite::Statement> selects_;
};

/// The place of a rule's first field, seen from a row's place: "…[2]" and "start_date" give
/// "…[2].start_date". A field elsewhere, or inside a list below, adds nothing.
[[nodiscard]] std::string with_field(const std::string& row_path, const std::string& block,
                                     const std::vector<std::string>& fields);

}  // namespace dataflow::rules
