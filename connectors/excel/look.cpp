#include "connectors/excel/look.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "agent/core/ascii.h"

namespace dataflow::connectors::excel {

namespace {

constexpr std::size_t kExcelsDigits = 15;  // as many does Excel keep of a number
constexpr int kShownDigits = 11;           // with more of them, it shows 1.23E+11

constexpr std::array<std::string_view, 8> kErrors = {"#N/A",  "#REF!",   "#VALUE!", "#NAME?",
                                                     "#NUM!", "#DIV/0!", "#NULL!",  "#SPILL!"};

std::size_t digits_of(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), ascii::is_digit);
  return static_cast<std::size_t>(end - text.begin());
}

/// The number that so many digits at the beginning make, which go away.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  const std::size_t digits = digits_of(text);
  if (digits < least || digits > most) return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + digits, number);  // few digits: cannot fail
  text.remove_prefix(digits);
  return number;
}

bool is_shortened(std::string_view text) {
  if (digits_of(text) != 1) return false;
  text.remove_prefix(1);
  if (text.starts_with('.')) text.remove_prefix(1 + digits_of(text.substr(1)));
  if (!text.starts_with("E+")) return false;
  text.remove_prefix(2);
  const auto exponent = take_number(text, 2, 3);
  return exponent && *exponent >= kShownDigits && text.empty();
}

bool is_serial(std::string_view text) {
  const auto day = take_number(text, 5, 5);
  if (!day || *day < 20000 || *day >= 60300) return false;
  if (text.empty()) return true;
  return text.size() > 1 && text[0] == '.' && digits_of(text.substr(1)) + 1 == text.size();
}

Look look_of_whole_number(std::string_view text) {
  if (text.size() <= kExcelsDigits) return is_serial(text) ? Look::serial : Look::other;
  const bool zeros = text.find_first_not_of('0', kExcelsDigits) == std::string_view::npos;
  return zeros ? Look::rounded : Look::long_number;
}

/// Nothing more, or something that begins as a time of day does.
bool ends_day(std::string_view rest) {
  return rest.empty() || ((rest[0] == ' ' || rest[0] == 'T') && digits_of(rest.substr(1)) > 0);
}

/// dd/mm/yyyy or mm/dd/yyyy, with any of three separators.
Look look_of_day(std::string_view text) {
  const auto first = take_number(text, 1, 2);
  if (!first || text.empty()) return Look::other;
  const char separator = text[0];
  if (separator != '/' && separator != '-' && separator != '.') return Look::other;
  text.remove_prefix(1);
  const auto second = take_number(text, 1, 2);
  if (!second || !text.starts_with(separator)) return Look::other;
  text.remove_prefix(1);
  const std::size_t digits = digits_of(text);
  if ((digits != 2 && digits != 4) || !ends_day(text.substr(digits))) return Look::other;
  const auto is_month = [](int number) { return number >= 1 && number <= 12; };
  const auto is_day = [](int number) { return number >= 1 && number <= 31; };
  if (is_month(*first) && is_month(*second)) return Look::either_first;
  if (is_day(*first) && is_month(*second)) return Look::day_first;
  if (is_month(*first) && is_day(*second)) return Look::month_first;
  return Look::other;
}

bool is_iso(std::string_view text) {
  return text.size() >= 10 && digits_of(text) == 4 && text[4] == '-' &&
         digits_of(text.substr(5)) == 2 && text[7] == '-' && digits_of(text.substr(8)) == 2 &&
         ends_day(text.substr(10));
}

}  // namespace

Look look_of(std::string_view text) {
  if (text.empty()) return Look::nothing;
  if (text[0] == '#') {
    if (text.size() > 1 && text.find_first_not_of('#') == std::string_view::npos) {
      return Look::hidden;
    }
    const bool known = std::find(kErrors.begin(), kErrors.end(), text) != kErrors.end();
    return known ? Look::error : Look::other;
  }
  if (text[0] == '-' && is_shortened(text.substr(1))) return Look::shortened;
  if (!ascii::is_digit(text[0])) return Look::other;
  if (digits_of(text) == text.size()) return look_of_whole_number(text);
  if (is_shortened(text)) return Look::shortened;
  if (is_serial(text)) return Look::serial;
  if (is_iso(text)) return Look::iso;
  return look_of_day(text);
}

}  // namespace dataflow::connectors::excel
