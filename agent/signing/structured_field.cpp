#include "agent/signing/structured_field.h"

#include <algorithm>
#include <cctype>

#include "agent/core/ascii.h"
#include "agent/core/digest.h"

namespace dataflow::signing {

namespace {

constexpr std::size_t kMostDigits = 15;  // RFC 8941 section 3.3.1

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_key_character(char c) {
  return is_lower(c) || ascii::is_digit(c) || c == '_' || c == '-' || c == '.' || c == '*';
}

bool is_token_character(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) ||
         std::string_view("!#$%&'*+-.^_`|~:/").find(c) != std::string_view::npos;
}

/// Reads from the front of a text; each part returns nothing when the text does not fit.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  std::optional<Dictionary> dictionary() {
    Dictionary members;
    skip(" ");
    while (!rest_.empty()) {
      auto name = key();
      auto value = name ? member() : std::nullopt;
      if (!value) return std::nullopt;
      std::erase_if(members, [&](const auto& known) { return known.first == *name; });
      members.emplace_back(std::move(*name), std::move(*value));
      skip(" \t");
      if (rest_.empty()) return members;
      if (!take(',')) return std::nullopt;
      skip(" \t");
      if (rest_.empty()) return std::nullopt;  // a comma must be followed by a member
    }
    return members;
  }

 private:
  void skip(std::string_view characters) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  template <class Predicate>
  std::string take_while(Predicate fits) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), fits);
    std::string taken(rest_.begin(), end);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::optional<std::string> key() {
    if (rest_.empty() || (!is_lower(rest_.front()) && rest_.front() != '*')) return std::nullopt;
    return take_while(is_key_character);
  }

  std::optional<Member> member() {
    if (!take('=')) {  // RFC 8941 section 3.2: a bare key means true
      auto with = parameters();
      if (!with) return std::nullopt;
      return Item{true, std::move(*with)};
    }
    if (!rest_.empty() && rest_.front() == '(') {
      auto list = inner_list();
      if (!list) return std::nullopt;
      return std::move(*list);
    }
    auto single = item();
    if (!single) return std::nullopt;
    return std::move(*single);
  }

  std::optional<InnerList> inner_list() {
    InnerList list;
    take('(');
    while (true) {
      skip(" ");
      if (take(')')) break;
      auto next = item();
      if (!next || rest_.empty() || (rest_.front() != ' ' && rest_.front() != ')')) {
        return std::nullopt;
      }
      list.items.push_back(std::move(*next));
    }
    auto with = parameters();
    if (!with) return std::nullopt;
    list.parameters = std::move(*with);
    return list;
  }

  std::optional<Item> item() {
    auto value = bare_item();
    auto with = value ? parameters() : std::nullopt;
    if (!with) return std::nullopt;
    return Item{std::move(*value), std::move(*with)};
  }

  std::optional<Parameters> parameters() {
    Parameters found;
    while (take(';')) {
      skip(" ");
      auto name = key();
      if (!name) return std::nullopt;
      BareItem value = true;
      if (take('=')) {
        auto given = bare_item();
        if (!given) return std::nullopt;
        value = std::move(*given);
      }
      std::erase_if(found, [&](const auto& known) { return known.first == *name; });
      found.emplace_back(std::move(*name), std::move(value));
    }
    return found;
  }

  std::optional<BareItem> bare_item() {
    if (rest_.empty()) return std::nullopt;
    const char first = rest_.front();
    if (first == '-' || ascii::is_digit(first)) return integer();
    if (first == '"') return string();
    if (first == ':') return bytes();
    if (first == '?') return boolean();
    if (first == '*' || ascii::is_letter(first)) return Token{take_while(is_token_character)};
    return std::nullopt;
  }

  std::optional<BareItem> integer() {
    const bool negative = take('-');
    const std::string digits = take_while(ascii::is_digit);
    if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
    if (!rest_.empty() && rest_.front() == '.') return std::nullopt;  // a decimal
    const std::int64_t number = std::stoll(digits);
    return negative ? -number : number;
  }

  std::optional<BareItem> string() {
    std::string text;
    take('"');
    while (!rest_.empty()) {
      char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return text;
      if (c == '\\') {
        if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\\')) return std::nullopt;
        c = rest_.front();
        rest_.remove_prefix(1);
      } else if (c < 0x20 || c > 0x7e) {
        return std::nullopt;
      }
      text += c;
    }
    return std::nullopt;
  }

  std::optional<BareItem> bytes() {
    take(':');
    const std::size_t end = rest_.find(':');
    if (end == std::string_view::npos) return std::nullopt;
    auto decoded = from_base64(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    if (!decoded) return std::nullopt;
    return Bytes{std::move(*decoded)};
  }

  std::optional<BareItem> boolean() {
    take('?');
    if (take('1')) return true;
    if (take('0')) return false;
    return std::nullopt;
  }

  std::string_view rest_;
};

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

const BareItem* find(const Parameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const auto& parameter) { return parameter.first == name; });
  return found == parameters.end() ? nullptr : &found->second;
}

std::optional<Dictionary> parse_dictionary(std::string_view text) {
  return Parser(text).dictionary();
}

std::string serialise(const BareItem& item) {
  struct Writer {
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const std::string& text) const { return quote(text); }
    std::string operator()(const Token& token) const { return token.value; }
    std::string operator()(const Bytes& bytes) const { return ":" + base64(bytes.value) + ":"; }
    std::string operator()(bool value) const { return value ? "?1" : "?0"; }
  };
  return std::visit(Writer(), item);
}

std::string serialise(const Parameters& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    out += ";" + name;
    const bool* flag = std::get_if<bool>(&value);
    if (flag == nullptr || !*flag) out += "=" + serialise(value);
  }
  return out;
}

std::string serialise(const InnerList& list) {
  std::string out = "(";
  for (const auto& item : list.items) {
    if (out.size() > 1) out += ' ';
    out += serialise(item.value) + serialise(item.parameters);
  }
  return out + ")" + serialise(list.parameters);
}

}  // namespace dataflow::signing
