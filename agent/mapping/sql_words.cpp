#include "agent/mapping/sql_words.h"

#include <algorithm>

namespace dataflow::mapping {

namespace {

constexpr auto kNoPlace = std::string_view::npos;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_in_name(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
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

  void take_word() {
    const char c = sql_[at_];
    if (c == '\'') return take_quoted(SqlWord::Kind::text, c);
    if (c == '"' || c == '`') return take_quoted(SqlWord::Kind::name, c);
    if (c == '[') return take_quoted(SqlWord::Kind::name, ']');
    if (is_digit(c)) return take_while(SqlWord::Kind::number);
    if (is_in_name(c)) return take_while(SqlWord::Kind::name);
    take_sign();
  }

  void take_quoted(SqlWord::Kind kind, char quote) {
    std::size_t end = sql_.find(quote, at_ + 1);
    while (end != kNoPlace && end + 1 < sql_.size() && sql_[end + 1] == quote) {
      end = sql_.find(quote, end + 2);
    }
    end = std::min(end, sql_.size());
    words_.push_back({kind, sql_.substr(at_ + 1, end - at_ - 1), at_, depth_});
    at_ = end + 1;
  }

  void take_while(SqlWord::Kind kind) {
    const std::size_t begin = at_;
    const bool number = kind == SqlWord::Kind::number;
    while (at_ < sql_.size() && (is_in_name(sql_[at_]) || (number && sql_[at_] == '.'))) ++at_;
    words_.push_back({kind, sql_.substr(begin, at_ - begin), begin, depth_});
  }

  void take_sign() {
    std::size_t length = 1;
    for (const std::string_view two : {"<=", ">=", "<>", "!=", "==", "||", "->", "<<", ">>"}) {
      if (sql_.substr(at_).starts_with(two)) length = 2;
    }
    if (sql_[at_] == ')' && depth_ > 0) --depth_;
    words_.push_back({SqlWord::Kind::sign, sql_.substr(at_, length), at_, depth_});
    if (sql_[at_] == '(') ++depth_;
    at_ += length;
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  SqlWords words_;
};

}  // namespace

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool SqlWord::is_name(std::string_view name) const {
  return kind == Kind::name && same_ignoring_case(text, name);
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
