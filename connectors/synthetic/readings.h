// Readings: how a value of the dataset is to be understood, whatever state it is in.
//
// Nothing means that the value is absent or cannot be used; the field is then left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/core/day.h"

namespace dataflow::synthetic {

/// A cell as text without white space around it; nothing when NULL, empty or a known placeholder
/// (SSD_PH, PLACEHOLDER_DATA).
[[nodiscard]] std::optional<std::string> text_in(const std::optional<std::string>& cell);

/// A day written "YYYY-MM-DD" or "DD/MM/YYYY", with or without a time. 1900-01-01 stands for no
/// day.
[[nodiscard]] std::optional<Day> day_in(const std::optional<std::string>& cell);

/// Y, yes, T, true, 1 and N, no, F, false, 0 in either case.
[[nodiscard]] std::optional<bool> flag_in(const std::optional<std::string>& cell);

/// A UPN of 13 characters in upper case with the right check letter.
[[nodiscard]] std::optional<std::string> upn_in(const std::optional<std::string>& cell);

/// UN1 to UN10.
[[nodiscard]] std::optional<std::string> no_upn_in(const std::optional<std::string>& cell);

/// "AA9 9AA", in upper case with one space before the last three characters.
[[nodiscard]] std::optional<std::string> postcode_in(const std::optional<std::string>& cell);

/// One of the standard's ethnicity codes; the misspelling CNHE means CHNE.
[[nodiscard]] std::optional<std::string> ethnicity_in(const std::optional<std::string>& cell);
[[nodiscard]] std::optional<std::string> disability_in(const std::optional<std::string>& cell);

/// The code that the text begins with: "1A: Individual" means 1A.
[[nodiscard]] std::optional<std::string> referral_source_in(const std::optional<std::string>& cell);

/// A name without control characters.
[[nodiscard]] std::optional<std::string> name_in(const std::optional<std::string>& cell);

/// A whole number from 0 to `most`.
[[nodiscard]] std::optional<int> number_in(const std::optional<std::string>& cell, int most);

enum class Form {
  child_id,  ///< ^[A-Za-z0-9]{1,20}$
  item_id,   ///< ^[A-Za-z0-9_-]{1,36}$
};
[[nodiscard]] bool fits(std::string_view id, Form form);

}  // namespace dataflow::synthetic
