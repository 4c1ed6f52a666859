// Damage is what Excel has done to the values of one table, seen while its rows go by.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/snapshot.h"
#include "connectors/connector.h"
#include "connectors/excel/look.h"

namespace dataflow::connectors::excel {

/// Whether whole numbers of more than 15 digits may all end in zeros: they do where Excel rounded
/// them, and hardly anywhere else.
enum class LongNumbers { ending_in_zeros_are_rounded, are_right };

/// From the option `ids_end_in_zeros`.
[[nodiscard]] LongNumbers long_numbers_of(const Options& options);

/// The findings, each about one column of one table:
///
///   S01  numbers whose digits are lost: shortened to 1.23E+11, or rounded to 15 digits
///   S02  days that Excel rewrote: as numbers, or with day and month in both orders
///   S03  cells that hold an error or #### in the place of a value
///
/// In a column that is named like an identifier, the numbers of S01 are an error instead: two
/// children whose identifiers became the same would be one child.
class Damage {
 public:
  /// For the columns of `shape`.
  Damage(const TableShape& shape, LongNumbers long_numbers);

  /// Looks at the cells of one row and empties those that hold no value, but an error or ####.
  void look(std::span<Cell> cells);

  /// Counts a number that its source has already lost digits of, in a cell of its own.
  void lost_digits(std::size_t column) { count(column, Look::shortened); }
  /// Counts a cell that holds an error instead of a value.
  void lost_value(std::size_t column) { count(column, Look::error); }

  /// Tells the sink what was found. The error names the table at `where` and has remedy stop.
  [[nodiscard]] Result<void> report(RowSink& sink, std::string_view where) const;

 private:
  using Counts = std::array<std::int64_t, kLooks>;
  void count(std::size_t column, Look look) { ++columns_[column][static_cast<std::size_t>(look)]; }

  TableShape shape_;
  LongNumbers long_numbers_;
  std::vector<Counts> columns_;
};

/// Whether the name of a column says that it identifies something: person_id, UPN, CaseNumber.
[[nodiscard]] bool names_identifier(std::string_view column);

}  // namespace dataflow::connectors::excel
