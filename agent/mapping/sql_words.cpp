#include "agent/mapping/sql_words.h"

#include <algorithm>

#include "agent/core/ascii.h"

namespace dataflow::mapping {

namespace {

constexpr auto kNoPlace = std::string_view::npos;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_in_name(char c) {
  return ascii::is_digit(c) || ascii::is_letter(c) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}
class Cutter {
 public:
  explicit Cutter(std::string_view sql) : sql_(sql) {}

  SqlWords cut() {
    while (at_ < sql_.size()) {
      if (!skip_between()) take_word();
    }
    return std::move(words_);
  }

 private:
  bool skip_between() {
    const std::string_view rest = sql_.substr(at_);
    if (is_space(rest[0])) {
      ++at_;
    } else if (rest.starts_with("--")) {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
    } else if (rest.starts_with("/*")) {
      const std::size_t end = sql_.find("*/", at_ + 2);
      at_ = end == kNoPlace ? sql_.size() : end + 2;
    } else {
      return false;
    }
    return true;
  }

  [[nodiscard]] char next(std::size_t ahead) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }

  void take_word() {
    using As = SqlWord::Kind;
    const char c = sql_[at_];
    if (c == '\'') return take_quoted(As::text, 1, c);
    if ((c == 'x' || c == 'X') && next(1) == '\'') return take_quoted(As::text, 2, '\'');
    if (c == '"' || c == '`') return take_quoted(As::name, 1, c);
    if (c == '[') return take_quoted(As::name, 1, ']');
    if (ascii::is_digit(c) || (c == '.' && ascii::is_digit(next(1)))) return take_while(As::number);
    if (c == '?' || c == ':' || c == '@' || c == '$') return take_while(As::variable);
    if (is_in_name(c)) return take_while(As::name);
    take_sign();
  }

  /// `before` is how many characters stand before the text. A quote inside is written twice, except
  /// in brackets.
  void take_quoted(SqlWord::Kind kind, std::size_t before, char quote) {
    const std::size_t begin = at_ + before;
    std::size_t end = sql_.find(quote, begin);
    while (quote != ']' && end != kNoPlace && end + 1 < sql_.size() && sql_[end + 1] == quote) {
      end = sql_.find(quote, end + 2);
    }
    end = std::min(end, sql_.size());
    add(kind, sql_.substr(begin, end - begin), std::min(end + 1, sql_.size()));
  }

  void take_while(SqlWord::Kind kind) {
    const bool number = kind == SqlWord::Kind::number;
    std::size_t end = at_ + 1;
    while (end < sql_.size() && (is_in_name(sql_[end]) || (number && sql_[end] == '.'))) ++end;
    add(kind, sql_.substr(at_, end - at_), end);
  }

  void add(SqlWord::Kind kind, std::string_view text, std::size_t end) {
    words_.push_back({kind, text, sql_.substr(at_, end - at_), at_, depth_});
    at_ = end;
  }

  void take_sign() {
    std::size_t length = 1;
    for (const std::string_view two : {"<=", ">=", "<>", "!=", "==", "||", "->", "<<", ">>"}) {
      if (sql_.substr(at_).starts_with(two)) length = 2;
    }
    const char first = sql_[at_];
    if (first == ')' && depth_ > 0) --depth_;
    add(SqlWord::Kind::sign, sql_.substr(at_, length), at_ + length);
    if (first == '(') ++depth_;
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  SqlWords words_;
};

}  // namespace

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return ascii::same_ignoring_case(a, b);
}

bool SqlWord::is_name(std::string_view name) const {
  return kind == Kind::name && same_ignoring_case(text, name);
}

bool SqlWord::is_keyword(std::string_view word) const {
  return is_name(word) && text.size() == sql.size();
}

std::string SqlWord::name() const {
  std::string name;
  if (kind != Kind::name) return name;
  const char quote = sql.front() == '"' || sql.front() == '`' ? sql.front() : '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    name += text[i];
    if (quote != '\0' && text[i] == quote) ++i;  // the second of two
  }
  return name;
}

SqlWords sql_words(std::string_view sql) {
  return Cutter(sql).cut();
}

std::size_t closing_bracket(const SqlWords& words, std::size_t open) {
  for (std::size_t i = open + 1; i < words.size(); ++i) {
    if (words[i].is_sign(")") && words[i].depth == words[open].depth) return i;
  }
  return words.size();
}

}  // namespace dataflow::mapping
