#include "connectors/synthetic/readings.h"

#include <algorithm>
#include <cctype>

#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/pupil_number.h"

namespace dataflow::synthetic {

namespace {

constexpr std::string_view kNoDay = "1900-01-01";
constexpr std::size_t kUpnLength = 13;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

bool listed(codes::Codes list, std::string_view code) {
  return std::any_of(list.begin(), list.end(),
                     [code](const CodeShare& share) { return share.value == code; });
}

bool among(char c, std::string_view letters) {
  return letters.find(c) != std::string_view::npos;
}

/// Whether the outward half of a postcode has the shape A9, A99, A9A, AA9, AA99 or AA9A, with the
/// letters that may stand in each place.
bool outward(std::string_view half) {
  std::string shape;
  for (const char c : half) shape += is_digit(c) ? '9' : is_letter(c) ? 'A' : '?';
  constexpr std::string_view kShapes[] = {"A9", "A99", "A9A", "AA9", "AA99", "AA9A"};
  if (std::find(std::begin(kShapes), std::end(kShapes), shape) == std::end(kShapes)) return false;
  if (among(half[0], "QVX") || among(half[1], "IJZ")) return false;
  if (shape == "A9A") return among(half[2], "ABCDEFGHJKSTUW");
  return shape != "AA9A" || among(half[3], "ABEHMNPRVWXY");
}

bool inward(std::string_view half) {
  const auto fit = [](char c) { return is_letter(c) && !among(c, "CIKMOV"); };
  return is_digit(half[0]) && fit(half[1]) && fit(half[2]);
}

}  // namespace

std::optional<std::string> text_in(const std::optional<std::string>& cell) {
  if (!cell) return std::nullopt;
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  const auto from = std::find_if_not(cell->begin(), cell->end(), is_space);
  const auto to = std::find_if_not(cell->rbegin(), std::make_reverse_iterator(from), is_space);
  std::string text(from, to.base());
  if (text.empty() || text == "SSD_PH" || text == "PLACEHOLDER_DATA") return std::nullopt;
  return text;
}

std::optional<Day> day_in(const std::optional<std::string>& cell) {
  const auto text = text_in(cell);
  if (!text || text->substr(0, kNoDay.size()) == kNoDay) return std::nullopt;
  std::string day = text->substr(0, kNoDay.size());
  if (day.size() == kNoDay.size() && day[2] == '/' && day[5] == '/') {
    day = day.substr(6, 4) + "-" + day.substr(3, 2) + "-" + day.substr(0, 2);
  }
  return Day::parse(day);
}

std::optional<bool> flag_in(const std::optional<std::string>& cell) {
  const auto text = text_in(cell);
  if (!text) return std::nullopt;
  const std::string word = upper(*text);
  for (const std::string_view yes : {"Y", "YES", "T", "TRUE", "1"}) {
    if (word == yes) return true;
  }
  for (const std::string_view no : {"N", "NO", "F", "FALSE", "0"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

std::optional<std::string> upn_in(const std::optional<std::string>& cell) {
  const auto text = text_in(cell);
  if (!text) return std::nullopt;
  std::string upn = upper(*text);
  if (upn.size() != kUpnLength || !std::all_of(upn.begin() + 1, upn.end(), is_digit)) {
    return std::nullopt;
  }
  if (upn[0] != check_letter(std::string_view(upn).substr(1))) return std::nullopt;
  return upn;
}

std::optional<std::string> no_upn_in(const std::optional<std::string>& cell) {
  const auto text = text_in(cell);
  if (!text) return std::nullopt;
  const std::string code = upper(*text);
  constexpr std::string_view kCodes[] = {"UN1", "UN2", "UN3", "UN4", "UN5",
                                         "UN6", "UN7", "UN8", "UN9", "UN10"};
  if (std::find(std::begin(kCodes), std::end(kCodes), code) == std::end(kCodes)) {
    return std::nullopt;
  }
  return code;
}

std::optional<std::string> postcode_in(const std::optional<std::string>& cell) {
  const auto text = text_in(cell);
  if (!text) return std::nullopt;
  std::string code = upper(*text);
  std::erase(code, ' ');
  if (code.size() < 5 || code.size() > 7) return std::nullopt;
  const std::string_view all = code;
  if (!outward(all.substr(0, all.size() - 3)) || !inward(all.substr(all.size() - 3))) {
    return std::nullopt;
  }
  return code.insert(code.size() - 3, " ");
}

std::optional<std::string> ethnicity_in(const std::optional<std::string>& cell) {
  const auto text = text_in(cell);
  if (!text) return std::nullopt;
  std::string code = upper(*text);
  if (code == "CNHE") code = "CHNE";
  return listed(codes::ethnicities(), code) ? std::optional(code) : std::nullopt;
}

std::optional<std::string> disability_in(const std::optional<std::string>& cell) {
  const auto text = text_in(cell);
  if (!text) return std::nullopt;
  std::string code = upper(*text);
  if (code != "NONE" && !listed(codes::disabilities(), code)) return std::nullopt;
  return code;
}

std::optional<std::string> referral_source_in(const std::optional<std::string>& cell) {
  const auto text = text_in(cell);
  if (!text) return std::nullopt;
  const auto end = std::find_if(text->begin(), text->end(),
                                [](char c) { return !is_digit(c) && !is_letter(c); });
  const std::string code = upper(std::string(text->begin(), end));
  return listed(codes::referral_sources(), code) ? std::optional(code) : std::nullopt;
}

std::optional<std::string> name_in(const std::optional<std::string>& cell) {
  if (!cell) return std::nullopt;
  std::string name = *cell;
  std::erase_if(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  return text_in(name);
}

std::optional<int> number_in(const std::optional<std::string>& cell, int most) {
  const auto text = text_in(cell);
  if (!text || text->size() > 3 || !std::all_of(text->begin(), text->end(), is_digit)) {
    return std::nullopt;
  }
  const int number = std::stoi(*text);
  return number <= most ? std::optional(number) : std::nullopt;
}

bool fits(std::string_view id, Form form) {
  const std::size_t most = form == Form::child_id ? 20 : 36;
  if (id.empty() || id.size() > most) return false;
  return std::all_of(id.begin(), id.end(), [form](char c) {
    return is_digit(c) || is_letter(c) || (form == Form::item_id && (c == '-' || c == '_'));
  });
}

}  // namespace dataflow::synthetic
