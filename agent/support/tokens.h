// Tokens: a text as its words and numbers, the way that values are looked for in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow::support {

/// A run of letters and digits; every byte outside ASCII counts as a letter. Points into the text.
struct Token {
  std::size_t begin = 0;
  std::string_view text;
};

[[nodiscard]] std::vector<Token> tokens_of(std::string_view text);

/// Whether all of it is digits. False for an empty text.
[[nodiscard]] bool is_digits(std::string_view text);

/// Whether all of it is a to z.
[[nodiscard]] bool is_small_letters(std::string_view text);

/// The digits of a token such as "child1234567": letters, one of them no hexadecimal digit, and
/// then digits, or the other way round. Empty for any other, so that pieces of digests are no
/// numbers.
[[nodiscard]] std::string_view digits_within(std::string_view token);

}  // namespace dataflow::support
