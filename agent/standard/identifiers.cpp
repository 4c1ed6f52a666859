#include "agent/standard/identifiers.h"

#include <algorithm>

#include "agent/core/ascii.h"

namespace dataflow::standard {

namespace {

constexpr std::string_view kCheckLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";  // without I, O and S

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

/// Capitals only, and without any of `dropped`.
std::string tidy(std::string_view text, std::string_view dropped) {
  std::string out;
  for (const char c : text) {
    if (is_one_of(c, dropped)) continue;
    out += ascii::capital(c);
  }
  return out;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), ascii::is_digit);
}

/// Shapes: A9, A99, A9A, AA9, AA99, AA9A, with the letters that Royal Mail uses at each place.
bool is_outward(std::string_view text) {
  if (text.size() < 2 || text.size() > 4) return false;
  if (!ascii::is_capital(text[0]) || is_one_of(text[0], "QVX")) return false;
  const bool two_letters = ascii::is_capital(text[1]);
  if (two_letters && is_one_of(text[1], "IJZ")) return false;
  const std::string_view rest = text.substr(two_letters ? 2 : 1);
  if (rest.empty() || rest.size() > 2 || !ascii::is_digit(rest[0])) return false;
  if (rest.size() == 1 || ascii::is_digit(rest[1])) return true;
  return is_one_of(rest[1], two_letters ? "ABEHMNPRVWXY" : "ABCDEFGHJKSTUW");
}

bool is_inward(std::string_view text) {
  const auto fits = [](char c) { return ascii::is_capital(c) && !is_one_of(c, "CIKMOV"); };
  return text.size() == 3 && ascii::is_digit(text[0]) && fits(text[1]) && fits(text[2]);
}

}  // namespace

std::optional<std::string> read_upn(std::string_view text) {
  std::string upn = tidy(ascii::trimmed(text), "");
  if (upn.size() != 13 || !is_one_of(upn[0], kCheckLetters)) return std::nullopt;
  const std::string_view digits = std::string_view(upn).substr(1, 11);
  if (!all_digits(digits)) return std::nullopt;
  if (!ascii::is_digit(upn[12])) {  // a temporary number
    return is_one_of(upn[12], kCheckLetters) ? std::optional(upn) : std::nullopt;
  }
  std::size_t sum = 0;
  for (std::size_t place = 2; place <= 13; ++place) {
    sum += place * static_cast<std::size_t>(upn[place - 1] - '0');
  }
  if (kCheckLetters[sum % kCheckLetters.size()] != upn[0]) return std::nullopt;
  return upn;
}

std::optional<std::string> read_nhs_number(std::string_view text) {
  std::string number = tidy(text, " -");
  if (number.size() != 10 || !all_digits(number)) return std::nullopt;
  if (number.find_first_not_of(number[0]) == std::string::npos) return std::nullopt;
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (10 - i) * (number[static_cast<std::size_t>(i)] - '0');
  const int check = (11 - sum % 11) % 11;
  if (check == 10 || check != number[9] - '0') return std::nullopt;
  return number;
}

std::optional<std::string> read_postcode(std::string_view text) {
  std::string postcode = tidy(text, " \t\r\n");
  if (postcode.size() < 5 || postcode.size() > 7) return std::nullopt;
  const std::size_t inward = postcode.size() - 3;
  const std::string_view whole = postcode;
  const bool fits =
      (is_outward(whole.substr(0, inward)) && is_inward(whole.substr(inward))) || whole == "GIR0AA";
  if (!fits) return std::nullopt;
  postcode.insert(inward, 1, ' ');
  return postcode;
}

}  // namespace dataflow::standard
