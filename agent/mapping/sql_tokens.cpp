#include "agent/mapping/sql_tokens.h"

#include <algorithm>
#include <cctype>

namespace dataflow::mapping {

namespace {

using Kind = SqlToken::Kind;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// SQLite takes every byte beyond ASCII for a letter.
bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Splitter {
 public:
  explicit Splitter(std::string_view sql) : sql_(sql) {}

  std::vector<SqlToken> split() {
    while (at_ < sql_.size()) {
      if (!skip_unseen()) take();
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }

  /// White space and comments.
  bool skip_unseen() {
    const char c = peek(0);
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++at_;
    } else if (c == '-' && peek(1) == '-') {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
    } else if (c == '/' && peek(1) == '*') {
      const std::size_t end = sql_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? sql_.size() : end + 2;
    } else {
      return false;
    }
    return true;
  }

  void take() {
    const char c = peek(0);
    if (c == '\'' || ((c == 'x' || c == 'X') && peek(1) == '\'')) {
      take_quoted(Kind::text, c == '\'' ? 0 : 1, '\'');
    } else if (c == '"' || c == '`') {
      take_quoted(Kind::name, 0, c);
    } else if (c == '[') {
      take_quoted(Kind::name, 0, ']');
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      take_while(Kind::number, [](char d) { return is_name_character(d) || d == '.'; });
    } else if (c == '?' || c == ':' || c == '@' || c == '$') {
      take_while(Kind::variable, is_name_character);
    } else if (is_name_character(c)) {
      take_while(Kind::name, is_name_character);
      tokens_.back().name = std::string(tokens_.back().sql);
    } else {
      add(Kind::sign, at_ + 1);
    }
  }

  void add(Kind kind, std::size_t end) {
    tokens_.push_back({kind, sql_.substr(at_, end - at_), ""});
    at_ = end;
  }

  template <class Belongs>
  void take_while(Kind kind, Belongs belongs) {
    std::size_t end = at_ + 1;
    while (end < sql_.size() && belongs(sql_[end])) ++end;
    add(kind, end);
  }

  /// A quote inside is written twice, except in brackets.
  void take_quoted(Kind kind, std::size_t skip, char quote) {
    std::string name;
    std::size_t end = at_ + skip + 1;
    for (; end < sql_.size(); ++end) {
      if (sql_[end] == quote) {
        const bool twice = quote != ']' && end + 1 < sql_.size() && sql_[end + 1] == quote;
        if (!twice) break;
        ++end;
      }
      name += sql_[end];
    }
    add(kind, std::min(end + 1, sql_.size()));
    if (kind == Kind::name) tokens_.back().name = std::move(name);
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::vector<SqlToken> tokens_;
};

}  // namespace

bool SqlToken::is_word(std::string_view word) const {
  return kind == Kind::name &&
         std::equal(sql.begin(), sql.end(), word.begin(), word.end(),
                    [](unsigned char a, char b) { return std::tolower(a) == b; });
}

std::vector<SqlToken> sql_tokens(std::string_view sql) {
  return Splitter(sql).split();
}

}  // namespace dataflow::mapping
