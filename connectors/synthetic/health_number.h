// NHS numbers of the range that is kept for tests, 999 at the front, so that no real person has
// one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/synthetic/person.h"

namespace dataflow::synthetic {

/// The check digit that belongs after these nine digits: their sum, weighted 10 down to 2, modulo
/// 11, taken from 11. Nothing where that is 10: no number begins so.
[[nodiscard]] std::optional<char> check_digit(std::string_view nine_digits);

/// The person's number, the same each time and nobody else's. Some people have none on record.
[[nodiscard]] std::optional<std::string> nhs_number_of(Key person);

}  // namespace dataflow::synthetic
