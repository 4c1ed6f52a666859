#include "agent/support/tokens.h"

#include <algorithm>

#include "agent/core/ascii.h"

namespace dataflow::support {

namespace {

bool is_within_token(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool is_hex_letter(char c) {
  return ascii::lower(c) >= 'a' && ascii::lower(c) <= 'f';
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_within_token(text[end])) ++end;
    if (end > at) tokens.push_back({at, text.substr(at, end - at)});
    at = end + 1;
  }
  return tokens;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), ascii::is_digit);
}

bool is_small_letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_letter(c) && !ascii::is_capital(c); });
}

std::string_view digits_within(std::string_view token) {
  const auto is_no_digit = [](char c) { return !ascii::is_digit(c); };
  const auto first = std::find_if(token.begin(), token.end(), ascii::is_digit);
  const auto after = std::find_if(first, token.end(), is_no_digit);
  const bool one_piece = first == token.begin() || after == token.end();
  const bool more_digits = std::any_of(after, token.end(), ascii::is_digit);
  const bool a_word = std::any_of(token.begin(), token.end(),
                                  [](char c) { return !ascii::is_digit(c) && !is_hex_letter(c); });
  if (first == after || !one_piece || more_digits || !a_word) return {};
  return token.substr(static_cast<std::size_t>(first - token.begin()),
                      static_cast<std::size_t>(after - first));
}

}  // namespace dataflow::support
