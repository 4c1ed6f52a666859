#include "connectors/synthetic/pupil_number.h"

#include <array>

namespace dataflow::synthetic {

namespace {

constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";
constexpr std::array<std::string_view, 6> kAuthorities = {"301", "358", "801", "823", "891", "935"};

}  // namespace

char check_letter(std::string_view twelve_digits) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < twelve_digits.size(); ++i) {
    sum += static_cast<std::size_t>(twelve_digits[i] - '0') * (i + 2);
  }
  return kLetters[sum % kLetters.size()];
}

std::string made_up_upn(Random& random) {
  std::string digits(random.one_of(kAuthorities));
  while (digits.size() < 12) digits += static_cast<char>('0' + random.below(10));
  return check_letter(digits) + digits;
}

}  // namespace dataflow::synthetic
