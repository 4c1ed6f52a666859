#include "connectors/synthetic/health_number.h"

#include <fmt/format.h>

namespace dataflow::synthetic {

namespace {

constexpr Key kNumbers = 1'000'000;  // six digits follow the 999
constexpr Key kOneIn = 9;            // has none on record

}  // namespace

std::optional<char> check_digit(std::string_view nine_digits) {
  int sum = 0;
  int weight = 10;
  for (const char digit : nine_digits) sum += (digit - '0') * weight--;
  const int check = (11 - sum % 11) % 11;
  if (check == 10) return std::nullopt;
  return static_cast<char>('0' + check);
}

std::optional<std::string> nhs_number_of(Key person) {
  if (person >= kNumbers || person % kOneIn == 0) return std::nullopt;
  std::string number = fmt::format("999{:06}", person);
  const auto check = check_digit(number);
  if (!check) return std::nullopt;
  return number + *check;
}

}  // namespace dataflow::synthetic
