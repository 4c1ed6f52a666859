// A number as a workbook stores it, as the text that a person meant.
#pragma once

#include <string>
#include <string_view>

namespace dataflow::connectors::xlsx {

/// What a number stands for, as its format shows it.
enum class Meaning { number, day, time };

/// From which day a workbook counts.
enum class Epoch { of_1900, of_1904 };

struct NumberText {
  std::string text;
  bool lost_digits = false;  ///< it is a whole number of more digits than Excel keeps of one
};

/// Whole numbers as all their digits, and others as the shortest text that is the same number to
/// Excel: 0.1 and not 0.10000000000000001. What is no number stays as it is.
[[nodiscard]] NumberText number_text(std::string_view stored);

/// "YYYY-MM-DD", with " HH:MM:SS" where it has a time of day; "HH:MM:SS" for a time alone. What is
/// no moment to Excel, such as the 29 February 1900 that it believes in, is the number itself.
[[nodiscard]] std::string moment_text(std::string_view stored, Meaning meaning, Epoch epoch);

/// The same of a cell of the kind that stores ISO 8601: 2026-06-01T00:00:00.000Z
[[nodiscard]] std::string iso_text(std::string_view stored);

}  // namespace dataflow::connectors::xlsx
