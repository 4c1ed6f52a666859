// A Look is what a cell's text looks like to somebody who knows what Excel does to text.
#pragma once

#include <cstddef>
#include <string_view>

namespace dataflow::connectors::excel {

enum class Look {
  nothing,       ///< an empty cell
  other,         ///< none of the below
  shortened,     ///< 1.23457E+11: a number of 12 digits or more as Excel shows it
  rounded,       ///< a whole number of more than 15 digits, zeros all after the fifteenth
  long_number,   ///< any other whole number of more than 15 digits
  serial,        ///< a number that is a day of 1954 to 2064 to Excel: 45292
  iso,           ///< a day that begins with the year: 2026-06-01
  day_first,     ///< 31/12/2026
  month_first,   ///< 12/31/2026
  either_first,  ///< 02/03/2026
  hidden,        ///< ####: the column was too narrow for the value
  error,         ///< #N/A and its like: a formula went wrong
};
inline constexpr std::size_t kLooks = 12;

/// Times of day after a day are allowed, and white space is not.
[[nodiscard]] Look look_of(std::string_view text);

}  // namespace dataflow::connectors::excel
