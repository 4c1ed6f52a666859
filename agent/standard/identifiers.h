// Identifiers with rules of their own: unique pupil numbers, NHS numbers, postcodes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dataflow::standard {

/// The unique pupil number that `text` holds, trimmed and in capitals: 13 characters with the right
/// check letter (CIN rules 1510, 1540, 1550). For a temporary number (a letter at the end) the
/// check letter is not tested, as the census does not. Nothing when it is not one.
[[nodiscard]] std::optional<std::string> read_upn(std::string_view text);

/// The NHS number that `text` holds: 10 digits without the spaces and hyphens, with the right check
/// digit (modulus 11) and not all the same. Nothing when it is not one.
[[nodiscard]] std::optional<std::string> read_nhs_number(std::string_view text);

/// The UK postcode that `text` holds, as "AA9A 9AA": capitals, one space before the last three.
/// Checks the six shapes and the letters that cannot occur at each place, and GIR 0AA. Nothing when
/// it is not one.
[[nodiscard]] std::optional<std::string> read_postcode(std::string_view text);

}  // namespace dataflow::standard
