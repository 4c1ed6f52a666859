// Puts the pieces of a mapping together to the SQL statements that a run executes.
#pragma once

#include <string>

#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

/// Tables that the engine makes beside the staged ones. The names cannot clash with a source's.
inline constexpr char kPersonsTable[] =
    "@persons";                                    ///< child, excluded (index of the rule, or NULL)
inline constexpr char kCohortTable[] = "@cohort";  ///< child

/// The table of (key, child) that finds a block's items for the blocks below it.
[[nodiscard]] std::string keys_table(const Block& block);

/// CREATE TABLE for a lookup: "key" and the taken columns.
[[nodiscard]] std::string create_lookup(const Lookup& lookup);

/// INSERT INTO the lookup's table SELECT ...
[[nodiscard]] std::string fill_lookup(const Lookup& lookup);

/// INSERT INTO @persons SELECT child, and the first rule that does not hold.
[[nodiscard]] std::string fill_persons(const Cohort& cohort);

/// INSERT INTO keys_table(block) SELECT its key and the child. `parent` as in select_block.
[[nodiscard]] std::string fill_keys(const Block& block, const Block* parent);

/// SELECT child, parent key, then the fields in the block's order. Rows come ordered by child, then
/// parent key, then the block's own order, then everything else: the order never depends on how the
/// source happened to store its rows. `parent` is null for blocks found through the child.
[[nodiscard]] std::string select_block(const Block& block, const Block* parent);

/// A SELECT that stands for one expression, for checking it: SELECT (expression) FROM from.
[[nodiscard]] std::string probe(const Expression& from, const Expression& expression);

/// The same for ORDER BY terms.
[[nodiscard]] std::string probe_order(const Expression& from, const Expression& order);

}  // namespace dataflow::mapping
