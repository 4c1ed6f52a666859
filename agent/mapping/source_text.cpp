#include "agent/mapping/source_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <boost/json.hpp>
#include <boost/locale/utf.hpp>

#include "agent/core/ascii.h"

namespace dataflow::mapping {

namespace {

namespace utf = boost::locale::utf;

bool ends_date(std::string_view rest) {
  return rest.empty() || rest[0] == ' ' || rest[0] == 'T';
}

bool is_white_space(char32_t c) {
  return c == 0x09 || c == 0x0A || c == 0x0D || c == 0x20 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_unwanted(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

bool is_plain(char c) {
  return c > 0x20 && c < 0x7F;
}

std::string as_text(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  return boost::json::serialize(value);
}

std::optional<boost::json::value> parse(std::string_view text) {
  boost::json::error_code problem;
  auto value = boost::json::parse(text, problem);
  if (problem) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Day> read_day(std::string_view text) {
  text = ascii::trimmed(text);
  if (text.size() < 10 || !ends_date(text.substr(10))) return std::nullopt;
  if (text[2] != '/' || text[5] != '/') return Day::parse(text.substr(0, 10));
  const std::array<char, 10> iso = {text[6], text[7], text[8], text[9], '-',
                                    text[3], text[4], '-',     text[0], text[1]};
  return Day::parse({iso.data(), iso.size()});
}

std::optional<bool> read_flag(std::string_view text) {
  text = ascii::trimmed(text);
  std::array<char, 5> buffer{};
  if (text.empty() || text.size() > buffer.size()) return std::nullopt;
  std::transform(text.begin(), text.end(), buffer.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  const std::string_view word(buffer.data(), text.size());
  for (const std::string_view yes : {"1", "y", "yes", "t", "true"}) {
    if (word == yes) return true;
  }
  for (const std::string_view no : {"0", "n", "no", "f", "false"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

std::optional<std::int64_t> read_number(std::string_view text) {
  text = ascii::trimmed(text);
  std::int64_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<CleanText> clean_text(std::string_view text) {
  CleanText clean;
  if (std::all_of(text.begin(), text.end(), is_plain)) {
    clean.text = text;
    return clean;
  }
  clean.text.reserve(text.size());
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    const char* const begin = at;
    const utf::code_point c = utf::utf_traits<char>::decode(at, end);
    if (c == utf::illegal || c == utf::incomplete) return std::nullopt;
    if (is_white_space(c)) {
      if (!clean.text.empty() && clean.text.back() != ' ') clean.text += ' ';
    } else if (is_unwanted(c)) {
      clean.changed = true;
    } else {
      clean.text.append(begin, at);
    }
  }
  if (!clean.text.empty() && clean.text.back() == ' ') clean.text.pop_back();
  return clean;
}

ItemList::ItemList(std::string_view text) {
  text = ascii::trimmed(text);
  if (text.find(kListSeparator) != std::string_view::npos) {
    split(text, kListSeparator);
    return;
  }
  const bool json = !text.empty() && (text.front() == '[' || text.front() == '{');
  if (json && (read_plain_array(text) || read_json(text))) return;
  items_.clear();
  split(text, ',');
}

void ItemList::add(std::string_view item) {
  item = ascii::trimmed(item);
  if (!item.empty()) items_.push_back(item);
}

void ItemList::split(std::string_view text, char separator) {
  while (true) {
    const std::size_t end = text.find(separator);
    add(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

/// Nearly every list is ["1A","2B"]: texts without an escape, which need no parser. False for
/// everything else, with some items perhaps added.
bool ItemList::read_plain_array(std::string_view text) {
  if (text.front() != '[' || text.find('\\') != std::string_view::npos) return false;
  std::string_view rest = ascii::trimmed(text.substr(1));
  while (rest.starts_with('"')) {
    const std::size_t end = rest.find('"', 1);
    if (end == std::string_view::npos) return false;
    add(rest.substr(1, end - 1));
    rest = ascii::trimmed(rest.substr(end + 1));
    if (rest == "]") return true;
    if (!rest.starts_with(',')) return false;
    rest = ascii::trimmed(rest.substr(1));
  }
  return items_.empty() && rest == "]";
}

bool ItemList::read_json(std::string_view text) {
  const auto value = parse(text);
  if (!value) return false;
  items_.clear();
  if (value->is_array()) {
    for (const auto& item : value->get_array()) {
      if (!item.is_null()) add(decoded_.emplace_back(as_text(item)));
    }
  } else {
    for (const auto& member : value->get_object()) {
      if (read_flag(as_text(member.value())).value_or(false)) {
        add(decoded_.emplace_back(member.key()));
      }
    }
  }
  return true;
}

std::string join_sorted(std::vector<std::string_view>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  std::string joined;
  for (const auto item : items) {
    if (!joined.empty()) joined += kListSeparator;
    joined += item;
  }
  return joined;
}

std::optional<std::string> read_member(std::string_view json, std::string_view name) {
  const auto value = parse(json);
  if (!value || !value->is_object()) return std::nullopt;
  const auto* member = value->get_object().if_contains(name);
  if (member == nullptr || member->is_null()) return std::nullopt;
  return as_text(*member);
}

}  // namespace dataflow::mapping
