// Wishes are the tables and columns a mapping asks for, held against what a source offers.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "agent/core/snapshot.h"

namespace dataflow::connectors {

/// Whether two names of tables or columns are the same: case is ignored for the letters A to Z.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// The table of that name, or null. Belongs to `tables`.
[[nodiscard]] const TableShape* find_table(std::span<const TableShape> tables,
                                           std::string_view name);

/// The place of the column in `table.columns`, counted from 0, or nothing.
[[nodiscard]] std::optional<std::size_t> find_column(const TableShape& table,
                                                     std::string_view name);

/// What a source offers, at two moments.
struct Offered {
  std::span<const TableShape> now;
  std::span<const TableShape> described;  ///< the last answer of describe(); may be empty
};

/// An error unless every wish is offered now. It lists all that is missing, each with the nearest
/// name on offer.
///
/// Remedy: wait when describe() did offer it all, because then the source is being rebuilt; stop
/// otherwise. `where` names the source.
[[nodiscard]] Result<void> check_wishes(std::span<const TableShape> wishes, const Offered& offered,
                                        std::string_view where);

}  // namespace dataflow::connectors
