// Puts the pieces of a mapping together to the SQL statements that a run executes.
#pragma once

#include <string>
#include <vector>

#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

/// Tables that the engine makes beside the staged ones. The names cannot clash with a source's.
/// @persons: child, and the index of the rule that excludes them, or NULL.
inline constexpr char kPersonsTable[] = "@persons";
/// @cohort: child, and its place in the order of the identifiers.
inline constexpr char kCohortTable[] = "@cohort";
/// Finds a block's items for the blocks below it: key, place of the child, number of the item.
/// Places and numbers stand for the long texts in every later comparison.
[[nodiscard]] std::string keys_table(const Block& block);

/// CREATE TABLE for the engine's tables.
[[nodiscard]] std::string create_cohort();
[[nodiscard]] std::string create_keys(const Block& block);

/// INSERT INTO @cohort: a person who stands on several rows is in it when one of the rows is.
[[nodiscard]] std::string fill_cohort();

/// CREATE TABLE for a lookup: "key" and the taken columns.
[[nodiscard]] std::string create_lookup(const Lookup& lookup);

/// INSERT INTO the lookup's table SELECT ...
[[nodiscard]] std::string fill_lookup(const Lookup& lookup);

/// INSERT INTO @persons SELECT child, and the first rule that does not hold.
[[nodiscard]] std::string fill_persons(const Cohort& cohort);

/// INSERT INTO keys_table(block) SELECT ... `parent` as in select_block.
[[nodiscard]] std::string fill_keys(const Block& block, const Block* parent);

/// Whether a block's rows carry their number as an item: only where blocks below need it.
enum class Numbered { no, yes };

/// SELECT the child's place, the parent item's number, the row's own number as an item (0 where
/// nothing is below it), then the fields in the block's order. Rows come ordered by child, then
/// parent item, then the block's own order, then everything else: the order never depends on how
/// the source happened to store its rows. `parent` is null for blocks found through the child.
[[nodiscard]] std::string select_block(const Block& block, const Block* parent, Numbered items);

/// SELECT the child's place and the group's name for every child of the cohort that has one.
[[nodiscard]] std::string select_group(const Lookup& group);

/// SELECT the child's place, the key of the item (NULL for entries of the child), then the fields
/// in their order. The same every time, whatever order the source has its rows in.
[[nodiscard]] std::string select_beside(const BesideBlock& block);

/// select_block for the child at the place bound to ?1 alone, with more columns after the fields:
/// `beside` holds SQL over the block's `from`. Its rows come in the same order.
[[nodiscard]] std::string select_block_of_child(const Block& block, const Block* parent,
                                                const std::vector<std::string>& beside);

/// SELECT of `columns` over the rows that belong to the child at place ?1 and, below an item, to
/// the item ?2, those that `where` leaves out included: 1 in the first column when `where` lets the
/// row through. With `?3` as its key, when `keyed`.
enum class Keyed { no, yes };
[[nodiscard]] std::string select_candidates(const Block& block, const Block* parent, Keyed keyed,
                                            const std::vector<std::string>& columns);

/// SELECT of `columns` over the rows of a lookup whose key is ?1, the row that the lookup takes
/// first; without `order`, all rows of the group.
[[nodiscard]] std::string select_lookup_rows(const Lookup& lookup,
                                             const std::vector<std::string>& columns);

/// SELECT how many rows have the key ?1, and how many of them `where` lets through.
[[nodiscard]] std::string count_lookup_rows(const Lookup& lookup);

/// SELECT of `columns` over the rows of the cohort's table that belong to the person ?1.
[[nodiscard]] std::string select_person(const Cohort& cohort,
                                        const std::vector<std::string>& columns);

/// A SELECT that stands for one expression, for checking it: SELECT (expression) FROM from.
[[nodiscard]] std::string probe(const Expression& from, const Expression& expression);

/// SELECT 1, 0 or NULL: whether a condition that needs no row of its own holds.
[[nodiscard]] std::string truth_of(const Expression& condition);

/// The same for ORDER BY terms.
[[nodiscard]] std::string probe_order(const Expression& from, const Expression& order);

}  // namespace dataflow::mapping
