// To rearrange is to fill another system's table from one of the council's, column by column.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/synthetic/shapes/shape.h"
#include "connectors/synthetic/ssd_schema.h"

namespace dataflow::synthetic {

using Value = std::optional<std::string>;

/// One row of a council's table, read by the columns in ssd_columns.h: row[ssd::person::upn].
using SsdRow = std::vector<Cell>;

/// Where the value of a column comes from.
using From = std::function<Value(const SsdRow&)>;

/// One column of the other system's table.
struct Column {
  std::string_view name;
  std::string_view type;  ///< in the spelling of the other system
  From from;
};

/// The value of that column as it is.
[[nodiscard]] From take(std::size_t column);
/// The first of the two that is there.
[[nodiscard]] From take_either(std::size_t first, std::size_t second);
/// The value of that column, or the text where there is none.
[[nodiscard]] From take_or(std::size_t column, std::string_view text);
/// The value with a text before it; nothing where there is none.
[[nodiscard]] From take_after(std::string_view text, std::size_t column);
/// The same text in every row.
[[nodiscard]] From always(std::string_view text);
/// Nothing in any row.
[[nodiscard]] From never();
/// "Y" where the column has a value, "N" where it has none.
[[nodiscard]] From is_there(std::size_t column);

/// An empty table with these columns; what they come from is not asked.
[[nodiscard]] Table empty_table(std::string_view name, const std::vector<Column>& columns);

/// Whether a row is taken over.
using Keep = std::function<bool(const SsdRow&)>;

/// The other system's table with a row for each of the council's, in the same order.
[[nodiscard]] Table rearranged(const Holdings& holdings, TableId from, std::string_view name,
                               const std::vector<Column>& columns, const Keep& keep = {});

/// Adds such rows to a table that has these columns already.
void add_rearranged(Table& table, const Holdings& holdings, TableId from,
                    const std::vector<Column>& columns, const Keep& keep = {});

/// The council's table of that id.
[[nodiscard]] const Table& ssd_table_of(const Holdings& holdings, TableId id);

/// Calls `visit` with every row of the council's table. A row lasts for the call.
void each_row(const Holdings& holdings, TableId from,
              const std::function<void(const SsdRow&)>& visit);

/// A text to keep from a cell that is about to go.
[[nodiscard]] Value text_of(const Cell& cell);

/// The first value of `value` for each value of `key`, of rows that have both.
using Look = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] Look look_up(const Holdings& holdings, TableId from, std::size_t key,
                           std::size_t value);
/// What the look-up has for the value of that column.
[[nodiscard]] From found_in(Look look, std::size_t column);

/// The letters and digits that stand together, in order: the items of a list in JSON or with
/// commas.
[[nodiscard]] std::vector<std::string> words_in(std::string_view text);

/// The text of a member of a flat JSON object, as the council writes them; nothing when it is not
/// there.
[[nodiscard]] Value member_of(const Cell& json, std::string_view name);

}  // namespace dataflow::synthetic
