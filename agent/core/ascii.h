// ASCII characters, whatever the machine's locale: names in SQL, headers and identifiers are read
// the same on every machine. Bytes outside ASCII are left as they are.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace dataflow::ascii {

/// What counts as white space at the ends of a text.
inline constexpr std::string_view kSpace = " \t\r\n\v\f";

[[nodiscard]] constexpr bool is_space(char c) {
  return kSpace.find(c) != std::string_view::npos;
}
[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr bool is_letter(char c) {
  return is_capital(c) || (c >= 'a' && c <= 'z');
}
[[nodiscard]] constexpr char lower(char c) {
  return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr char capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

[[nodiscard]] inline std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

/// Whether two texts differ in nothing but capitals.
[[nodiscard]] constexpr bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

/// The part of `text` without white space at both ends; points into `text`.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace dataflow::ascii
