// Unique pupil numbers (UPN): the check letter of the DfE's guide, and numbers that were made up.
#pragma once

#include <string>
#include <string_view>

#include "connectors/synthetic/random.h"

namespace dataflow::synthetic {

/// The letter that belongs before these 12 digits: the digits times 2 to 13, summed, modulo 23
/// (CIN rule 1510).
[[nodiscard]] char check_letter(std::string_view twelve_digits);

/// A made-up number of the right form: check letter, a real LA's number, nine digits.
[[nodiscard]] std::string made_up_upn(Random& random);

}  // namespace dataflow::synthetic
